using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Support;
using Virga.Gateway;

namespace Integration.Security;

/// <summary>The gateway on a real server, with one function that forwards everything under <c>/api/billing</c>.</summary>
internal sealed class ProxyingApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ProxyingApp(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public Uri Address => Loopback.AddressOf(_app);

    public HttpClient Client { get; }

    public static Task<ProxyingApp> StartAsync(params (string Name, string? Value)[] settings) => StartAsync(settings, _ => { });

    public static async Task<ProxyingApp> StartAsync((string Name, string? Value)[] settings, Action<IServiceCollection> configure)
    {
        var builder = Loopback.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>($"Gateway:Backends:billing:{setting.Name}", setting.Value)));
        builder.Services.AddGateway();
        builder.Services.AddVirgaProxy();
        configure(builder.Services);
        var function = new GatewayEndpoint("Billing", ["get", "head", "post", "put"], "billing/{*path}", typeof(ProxyingApp).GetMethod(nameof(Forward))!);
        builder.Services.AddSingleton(provider => new GatewayEndpoints([function], provider.GetRequiredService<IOptions<GatewayOptions>>()));
        var app = builder.Build();
        var pipeline = app.Services.GetRequiredService<GatewayPipeline>();
        var endpoint = app.Services.GetRequiredService<GatewayEndpoints>().Find("Billing")!;
        Func<Task<object?>> call = () => Task.FromResult<object?>(Forward());
        app.Map("/api/billing/{*path}", async context => await pipeline.InvokeAsync(context, endpoint, call));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ProxyingApp(app);
    }

    [AllowAnonymous, ProxiesTo("billing"), ResponseHeader("X-Served-By", "gateway"), RequestHeader("X-Stage", "test")]
    public static Microsoft.AspNetCore.Http.IResult Forward() => Virga.Gateway.Integration.Proxy();

    /// <summary>Sends a path exactly as it is written.</summary>
    public async Task<HttpResponseMessage> SendRawAsync(string target, string method = "GET", HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var uri = new Uri(Address.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), uri) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
