using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Support;
using Virga.Hosting;
using Virga.LocalHost;
using Virga.Notifications;

namespace Browser.Notifications;

/// <summary>An app with a topic, its data in memory, on a port of this machine.</summary>
internal sealed class NotificationsApp : IAsyncDisposable
{
    public const string Picky = """{"city":["oslo"]}""";

    private readonly IHost _host;

    private NotificationsApp(IHost host) => _host = host;

    public Uri Address => Loopback.AddressOf(_host);

    public INotifier Notifier => _host.Services.GetRequiredService<INotifier>();

    public SubscriptionRegistry Subscriptions => _host.Services.GetRequiredService<SubscriptionRegistry>();

    public TopicDirectory Topics => _host.Services.GetRequiredService<TopicDirectory>();

    public ParcelRules Rules => _host.Services.GetRequiredService<ParcelRules>();

    public static async Task<NotificationsApp> StartAsync()
    {
        // The links of webhook messages are made from the address that is configured, so it cannot be any port.
        var builder = FunctionsApplication.CreateBuilder(
            ["environment=Development", "VIRGA_DATA=:memory:", $"urls=http://127.0.0.1:{Loopback.FreePort()}", "Notifications:Retry:NumRetries=0", "Notifications:CircuitFailures=1"]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ParcelRules>();
        builder.Services.AddSingleton<IDeliveryChannel, BrokenChannel>();
        builder.AddVirga(virga => virga.Notifications.Topic(Parcel.Topic)
            .Subscriber<TakeParcel>("take-parcel")
            .Subscriber<TakeParcel>("take-from-oslo", Picky)
            .Topic(Parcel.Ordered).Subscriber<TakeParcel>("take-in-order"));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new NotificationsApp(host);
    }

    public async Task<string> PublishAsync(Parcel parcel, string? subject = null, string? city = null) => (await Notifier.PublishAsync(
        Parcel.Topic,
        parcel,
        message =>
        {
            if (subject is not null)
            {
                message.Subject(subject);
            }

            if (city is not null)
            {
                message.Attribute("city", city);
            }
        },
        TestContext.Current.CancellationToken)).MessageId;

    /// <summary>Opens the page, at a view.</summary>
    public async Task<BrowserPage> OpenAsync(Chromium chromium, string view = "", ColorScheme scheme = ColorScheme.Light)
    {
        var opened = await chromium.OpenAsync(scheme);
        await opened.Page.GotoAsync(new Uri(Address, $"_notifications/#/{view}").ToString());
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
