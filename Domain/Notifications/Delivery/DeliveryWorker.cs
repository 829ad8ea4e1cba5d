using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Makes one attempt for each message of the delivery queue (<see cref="DeliveryQueue.Name"/>), and carries groups of FIFO topics on.</summary>
public sealed class DeliveryWorker
{
    internal const string BlobGone = "The message's claim-check blob is gone.";

    private readonly DeliveryAttempts _attempts;
    private readonly DeliverySettlement _settlement;
    private readonly ClaimChecks _claims;
    private readonly FifoWorker _groups;
    private readonly ReplayWorker _replays;
    private readonly NotificationsOptions _options;

    internal DeliveryWorker(DeliveryAttempts attempts, DeliverySettlement settlement, ClaimChecks claims, FifoWorker groups, ReplayWorker replays, IOptions<NotificationsOptions> options)
    {
        (_attempts, _settlement, _claims, _groups, _replays) = (attempts, settlement, claims, groups, replays);
        _options = options.Value;
    }

    /// <summary>Makes the attempt. When this returns, what follows from it is stored, and the message may be removed from the queue; when it throws, the message must stay.</summary>
    /// <param name="message">The queue message's body.</param>
    /// <param name="dequeueCount">How often the message was taken from the queue, this time included: more than once only after crashes.</param>
    /// <param name="cancellationToken">Stops; the message must then stay.</param>
    /// <exception cref="FormatException">The message is not a delivery.</exception>
    public async Task<DeliveryOutcome> HandleAsync(BinaryData message, int dequeueCount = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (FifoTurn.TryRead(message) is { } turn)
        {
            await _groups.HandleAsync(turn, cancellationToken).ConfigureAwait(false);
            return new DeliveryOutcome.Delivered();
        }

        if (ReplayStep.TryRead(message) is { } step)
        {
            await _replays.HandleAsync(step, cancellationToken).ConfigureAwait(false);
            return new DeliveryOutcome.Delivered();
        }

        var delivery = Delivery.Read(message);
        using var activity = NotificationTelemetry.Start("notification deliver", ActivityKind.Consumer, delivery.TraceParent);
        activity?.SetTag("messaging.message.id", delivery.Message.MessageId);
        activity?.SetTag("virga.recipient", delivery.Recipient);
        var whole = await _claims.RestoreAsync(delivery.Message, delivery.Blob, cancellationToken).ConfigureAwait(false);
        if (whole is null || dequeueCount >= _options.MaximumDequeues)
        {
            var reason = whole is null ? BlobGone : $"The process ended {dequeueCount - 1} times while delivering it.";
            return await _settlement.SettleAsync(delivery, whole, new Attempt.Made(AttemptResult.Final(reason), null, _options.Retry), cancellationToken).ConfigureAwait(false);
        }

        delivery = delivery with { Blob = await _claims.RenewAsync(delivery.Blob, whole, cancellationToken).ConfigureAwait(false) };
        var attempt = await _attempts.MakeAsync(delivery, whole, cancellationToken).ConfigureAwait(false);
        var outcome = await _settlement.SettleAsync(delivery, whole, attempt, cancellationToken).ConfigureAwait(false);
        if (outcome is DeliveryOutcome.Delivered)
        {
            await _settlement.ForgetAsync(delivery, cameBack: dequeueCount > 1, cancellationToken).ConfigureAwait(false);
        }

        activity?.SetTag("virga.outcome", outcome.GetType().Name);
        return outcome;
    }
}
