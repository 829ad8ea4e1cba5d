using System.Diagnostics;

namespace Virga.Notifications;

/// <summary>Hands one routed event to its recipients: functions are called, deliveries to webhooks go into the delivery queue.</summary>
public sealed class DeliveryDispatcher
{
    private const int Concurrency = 16;

    // Event Grid tries again after 10 seconds at the soonest; half of it is left to clocks that differ.
    private static readonly TimeSpan SoonestRepetition = TimeSpan.FromSeconds(5);

    private readonly DeliveryAttempts _attempts;
    private readonly DeliverySender _sender;
    private readonly DeliverySettlement _settlement;
    private readonly ClaimChecks _claims;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;

    internal DeliveryDispatcher(DeliveryAttempts attempts, DeliverySender sender, DeliverySettlement settlement, ClaimChecks claims, TimeProvider time)
    {
        (_attempts, _sender, _settlement, _claims, _time) = (attempts, sender, settlement, claims, time);
        _startedAt = time.GetUtcNow();
    }

    /// <summary>Dispatches an event. A failing function is no failure of the event: its retry is queued. Returns when every recipient has it or has it queued.</summary>
    /// <param name="eventData">The data of the CloudEvent, of type <see cref="RoutedEvent.CloudEventType"/>.</param>
    /// <param name="cancellationToken">Stops; the event must then come again.</param>
    /// <exception cref="FormatException">The data is not a routed notification.</exception>
    public async Task DispatchAsync(BinaryData eventData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        var routed = RoutedNotification.Read(eventData);
        using var activity = NotificationTelemetry.Start("notification dispatch", ActivityKind.Consumer, routed.TraceParent);
        activity?.SetTag("messaging.message.id", routed.Message.MessageId);
        var functions = routed.Recipients.Where(FunctionInvoker.IsFunction).ToList();
        var message = functions.Count > 0 ? await _claims.RestoreAsync(routed.Message, routed.Blob, cancellationToken).ConfigureAwait(false) : null;

        // Webhooks first: putting them into the queue is quick, and a slow function delays none of them.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            routed.Recipients.Where(recipient => !FunctionInvoker.IsFunction(recipient)),
            parallel,
            async (recipient, token) => await _sender.SendAsync(To(recipient, routed), TimeSpan.Zero, token).ConfigureAwait(false)).ConfigureAwait(false);
        await Task.WhenAll(functions.Select(recipient => CallAsync(To(recipient, routed), message, cancellationToken))).ConfigureAwait(false);
    }

    private async Task CallAsync(Delivery delivery, NotificationMessage? message, CancellationToken cancellationToken)
    {
        var attempt = message is null
            ? new Attempt.Made(AttemptResult.Final(DeliveryWorker.BlobGone), null, RetryPolicy.Default)
            : await _attempts.MakeAsync(delivery, message, cancellationToken).ConfigureAwait(false);
        if (await _settlement.SettleAsync(delivery, message, attempt, cancellationToken).ConfigureAwait(false) is DeliveryOutcome.Delivered)
        {
            await _settlement.ForgetAsync(delivery, cameBack: MayHaveComeBefore(delivery.Message), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the message may have been dispatched before, perhaps by a process that died over it. The worker is not told Event Grid's delivery count, but a message that is young,
    /// and was published after this process started, comes for the first time: nearly all do, and cost no request more.</summary>
    private bool MayHaveComeBefore(NotificationMessage message) =>
        message.Timestamp < _startedAt || _time.GetUtcNow() - message.Timestamp >= SoonestRepetition;

    private static Delivery To(string recipient, RoutedNotification routed) =>
        new() { Recipient = recipient, Message = routed.Message, Blob = routed.Blob, TraceParent = routed.TraceParent };
}
