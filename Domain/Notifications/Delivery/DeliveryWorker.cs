using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Makes one attempt for each message of the delivery queue (<see cref="DeliveryQueue.Name"/>).</summary>
public sealed class DeliveryWorker
{
    internal const string BlobGone = "The message's claim-check blob is gone.";

    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(1);

    private readonly FunctionInvoker _functions;
    private readonly SubscriptionStore _subscriptions;
    private readonly EnvelopeWriter _envelopes;
    private readonly IWebhookTransport _transport;
    private readonly DeliverySettlement _settlement;
    private readonly ClaimChecks _claims;
    private readonly NotificationsOptions _options;
    private readonly HostGate _gate;

    internal DeliveryWorker(
        FunctionInvoker functions,
        SubscriptionStore subscriptions,
        EnvelopeWriter envelopes,
        IWebhookTransport transport,
        DeliverySettlement settlement,
        ClaimChecks claims,
        IOptions<NotificationsOptions> options)
    {
        _functions = functions;
        _subscriptions = subscriptions;
        _envelopes = envelopes;
        _transport = transport;
        _settlement = settlement;
        _claims = claims;
        _options = options.Value;
        _gate = new HostGate(_options.RequestsPerHost);
    }

    /// <summary>Makes the attempt. When this returns, what follows from it is stored, and the message may be removed from the queue; when it throws, the message must stay.</summary>
    /// <param name="message">The queue message's body.</param>
    /// <param name="dequeueCount">How often the message was taken from the queue, this time included: more than once only after crashes.</param>
    /// <param name="cancellationToken">Stops; the message must then stay.</param>
    /// <exception cref="FormatException">The message is not a delivery.</exception>
    public async Task<DeliveryOutcome> HandleAsync(BinaryData message, int dequeueCount = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var delivery = Delivery.Read(message);
        using var activity = NotificationTelemetry.Start("notification deliver", ActivityKind.Consumer, delivery.TraceParent);
        activity?.SetTag("messaging.message.id", delivery.Message.MessageId);
        activity?.SetTag("virga.recipient", delivery.Recipient);
        var whole = await _claims.RestoreAsync(delivery.Message, delivery.Blob, cancellationToken).ConfigureAwait(false);
        if (whole is null || dequeueCount >= _options.MaximumDequeues)
        {
            var reason = whole is null ? BlobGone : $"The process ended {dequeueCount - 1} times while delivering it.";
            return await _settlement.SettleAsync(delivery, whole, AttemptResult.Final(reason), null, cancellationToken).ConfigureAwait(false);
        }

        var outcome = FunctionInvoker.IsFunction(delivery.Recipient)
            ? await CallAsync(delivery, whole, cancellationToken).ConfigureAwait(false)
            : await PostAsync(delivery, whole, cancellationToken).ConfigureAwait(false);
        activity?.SetTag("virga.outcome", outcome.GetType().Name);
        return outcome;
    }

    private async Task<DeliveryOutcome> CallAsync(Delivery delivery, NotificationMessage message, CancellationToken cancellationToken)
    {
        var result = await _functions.InvokeAsync(delivery.Recipient, message, delivery.Attempt, cancellationToken).ConfigureAwait(false);
        return await _settlement.SettleAsync(delivery, message, result, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DeliveryOutcome> PostAsync(Delivery delivery, NotificationMessage message, CancellationToken cancellationToken)
    {
        if (await _subscriptions.FindAsync(delivery.Topic, delivery.Recipient, cancellationToken).ConfigureAwait(false) is not var (record, _))
        {
            return _settlement.Drop(delivery, "The subscription has ended.");
        }

        if (Refusal(delivery, record) is { } refusal)
        {
            return _settlement.Drop(delivery, refusal);
        }

        var host = record.Subscription.Endpoint.Authority;
        if (!_gate.TryEnter(host))
        {
            return await _settlement.PostponeAsync(delivery, BusyDelay, $"{_options.RequestsPerHost} requests to {host} are in flight.", cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var request = await _envelopes.WriteAsync(delivery, message, record, cancellationToken).ConfigureAwait(false);
            var response = await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return await _settlement.SettleAsync(delivery, message, AttemptResult.Of(response), request.Body, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Leave(host);
        }
    }

    private static string? Refusal(Delivery delivery, SubscriptionRecord record) => (delivery.Kind, record.Subscription.State) switch
    {
        (DeliveryKind.Notification, SubscriptionState.Pending) => "The subscription is not confirmed.",
        (DeliveryKind.SubscriptionConfirmation, SubscriptionState.Confirmed) => "The subscription is confirmed already.",
        (DeliveryKind.SubscriptionConfirmation, _) when SubscriptionToken.Hash(delivery.Token ?? "") != record.TokenHash => "A later confirmation message has another token.",
        _ => null,
    };
}
