using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Support;

namespace Peers;

/// <summary>
/// The endpoints <c>/hook/{name}</c>, those named slow… after a while, which at random refuse, hang, drop the connection, and lose the answer to what they took, until <c>POST /calm</c>.
/// <c>GET /report</c> tells what each was asked to take and what it took.
/// </summary>
internal sealed class FlakyWebhook(Random random) : IDisposable
{
    private readonly ConcurrentDictionary<string, WebhookLog> _logs = new(StringComparer.Ordinal);
    private readonly HttpClient _http = new();
    private volatile bool _isCalm;

    /// <summary>Serves on a free port, printed as the first line, until the process is killed.</summary>
    public static async Task<int> RunAsync(Random random)
    {
        await using var app = Loopback.CreateBuilder().Build();
        using var webhook = new FlakyWebhook(random);
        app.MapPost("/hook/{name}", webhook.TakeAsync);
        app.MapPost("/calm", () => webhook._isCalm = true);
        app.MapGet("/report", () => webhook._logs.ToDictionary(log => log.Key, log => log.Value.Report()));
        await app.StartAsync();
        Console.WriteLine(Loopback.AddressOf(app).GetLeftPart(UriPartial.Authority));
        await app.WaitForShutdownAsync();
        return 0;
    }

    public void Dispose() => _http.Dispose();

    private async Task<IResult> TakeAsync(HttpContext context, string name)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var envelope = body.RootElement;
        if (envelope.GetProperty("Type").GetString() == "SubscriptionConfirmation")
        {
            using var confirmed = await _http.GetAsync(envelope.GetProperty("SubscribeURL").GetString(), context.RequestAborted);
            return Results.StatusCode((int)confirmed.StatusCode);
        }

        var log = _logs.GetOrAdd(name, _ => new WebhookLog());
        using var message = JsonDocument.Parse(envelope.GetProperty("Message").GetString()!);
        var cat = message.RootElement.GetProperty("catId").GetString()!;
        var item = message.RootElement.TryGetProperty("what", out var what) ? $"{cat} {what.GetString()}" : cat;
        log.Ask(item);
        if (name.StartsWith("slow", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(40), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        switch (_isCalm ? Mood.Fine : Next())
        {
            case Mood.Refuses:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case Mood.RefusesForGood:
                return Results.StatusCode(StatusCodes.Status400BadRequest);
            case Mood.Hangs:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.Empty;
            case Mood.Drops:
                context.Abort();
                return Results.Empty;
            case Mood.LosesItsAnswer:
                log.Take(item);
                context.Abort();
                return Results.Empty;
            default:
                log.Take(item);
                return Results.Ok();
        }
    }

    private Mood Next()
    {
        lock (random)
        {
            return random.Next(100) switch
            {
                < 15 => Mood.Refuses,
                < 17 => Mood.RefusesForGood,
                < 18 => Mood.Hangs,
                < 25 => Mood.Drops,
                < 30 => Mood.LosesItsAnswer,
                _ => Mood.Fine,
            };
        }
    }
}
