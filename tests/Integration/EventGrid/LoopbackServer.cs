using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Support;

namespace Integration.EventGrid;

/// <summary>A web server on a free loopback port.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public Uri Uri => Loopback.AddressOf(_app);

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>Starts a server that maps what it is told.</summary>
    public static async Task<LoopbackServer> StartAsync(Action<WebApplication> map)
    {
        var app = Loopback.CreateBuilder().Build();
        var server = new LoopbackServer(app);
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Starts a server that answers everything with one delegate, and records the calls.</summary>
    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer)
    {
        LoopbackServer? server = null;
        server = await StartAsync(app => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            server!.Calls.Enqueue(new Call(context.Request.Method, context.Request.Path, body, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await answer(context);
        }));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource();
        await patience.CancelAsync();
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    public sealed record Call(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);
}
