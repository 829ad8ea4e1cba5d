using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Support;

namespace Integration.Security;

/// <summary>A service behind the gateway: keeps what reaches it, and answers what the test says.</summary>
internal sealed class EchoBackend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoBackend(WebApplication app) => _app = app;

    public Uri Address => Loopback.AddressOf(_app);

    public ConcurrentQueue<(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)> Received { get; } = new();

    /// <summary>Answers a request, after it was kept.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("echo");

    public static async Task<EchoBackend> StartAsync()
    {
        var app = Loopback.CreateBuilder().Build();
        var backend = new EchoBackend(app);
        app.Run(backend.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return backend;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Received.Enqueue((
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body));
        await Answer(context);
    }
}
