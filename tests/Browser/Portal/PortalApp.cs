using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Support;
using Virga.Hosting;
using Virga.LocalHost;

namespace Browser.Portal;

/// <summary>An app with a model, a topic and the framework's own functions, its data in memory, on a port of this machine.</summary>
internal sealed class PortalApp : IAsyncDisposable
{
    private readonly IHost _host;

    private PortalApp(IHost host) => _host = host;

    public Uri Address => Loopback.AddressOf(_host);

    public static async Task<PortalApp> StartAsync(params string[] settings)
    {
        var builder = FunctionsApplication.CreateBuilder(["environment=Development", "VIRGA_DATA=:memory:", $"urls=http://127.0.0.1:{Loopback.FreePort()}", "Gateway:Title=Boats", .. settings]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.AddVirga(virga =>
        {
            virga.Documents.Add(Boat.Model);
            virga.Notifications.Topic(BoatSold.Topic);
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new PortalApp(host);
    }

    /// <summary>Opens the portal, at a view.</summary>
    public async Task<BrowserPage> OpenAsync(Chromium chromium, string view = "", ColorScheme scheme = ColorScheme.Light)
    {
        var opened = await chromium.OpenAsync(scheme);
        await opened.Page.GotoAsync(new Uri(Address, $"api/docs/#/{view}").ToString());
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
