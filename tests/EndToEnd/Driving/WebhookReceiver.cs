using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Support;

namespace EndToEnd;

/// <summary>A subscriber's endpoint: confirms subscriptions, keeps what it gets, answers what the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<WebhookMessage> _received = new();
    private readonly ConcurrentQueue<WebhookMessage> _taken = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Endpoint => $"{Loopback.AddressOf(_app)}hook";

    /// <summary>Whether a SubscriptionConfirmation is answered by a visit to its SubscribeURL.</summary>
    public bool Confirms { get; set; } = true;

    /// <summary>The status for a notification, given how many with this message id have come, this one included.</summary>
    public Func<WebhookMessage, int, int> Status { get; set; } = (_, _) => StatusCodes.Status200OK;

    /// <summary>What happens before a notification is answered: a wait.</summary>
    public Func<WebhookMessage, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public IEnumerable<WebhookMessage> Confirmations => _received.Where(message => message.Type == "SubscriptionConfirmation");

    /// <summary>What it was told of ends; their SubscribeURLs are not visited.</summary>
    public IEnumerable<WebhookMessage> Ends => _received.Where(message => message.Type == "UnsubscribeConfirmation");

    /// <summary>The notifications that were answered 200, in the order in which they were.</summary>
    public IReadOnlyList<WebhookMessage> Taken => [.. _taken];

    public IReadOnlyList<WebhookMessage> Notifications => [.. _received.Where(message => message.Type == "Notification")];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var app = Loopback.CreateBuilder().Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/hook", receiver.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Waits for a notification that the test is after.</summary>
    public Task<WebhookMessage> NotificationAsync(string what, Func<WebhookMessage, bool> wanted, TimeSpan? within = null) =>
        Eventually.Value(() => Task.FromResult(Notifications.FirstOrDefault(wanted)), what, within, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        using var body = JsonDocument.Parse(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
        var message = new WebhookMessage(
            body.RootElement.Clone(), request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        _received.Enqueue(message);
        if (message.Type == "SubscriptionConfirmation")
        {
            if (Confirms)
            {
                using var confirmed = await _http.GetAsync(message.Text("SubscribeURL"), request.HttpContext.RequestAborted);
            }

            return Results.Ok();
        }

        await BeforeAnswer(message);
        var status = Status(message, _received.Count(other => other.MessageId == message.MessageId));
        if (status == StatusCodes.Status200OK)
        {
            _taken.Enqueue(message);
        }

        return Results.StatusCode(status);
    }
}
