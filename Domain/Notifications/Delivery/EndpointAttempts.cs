using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Makes one attempt at a subscription's endpoint, when its rate, its host and its circuit let it.</summary>
internal sealed class EndpointAttempts(
    EnvelopeWriter envelopes,
    WebhookSender webhooks,
    ChannelSender channels,
    CircuitBreaker circuits,
    Throttle throttle,
    ConfirmationLine line,
    IOptions<NotificationsOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(1);

    private readonly NotificationsOptions _options = options.Value;
    private readonly HostGate _gate = new(options.Value.RequestsPerHost);

    /// <param name="delivery">The delivery.</param>
    /// <param name="message">The whole message, as subscribers of the protocol get it.</param>
    /// <param name="record">The subscription, with the delivery policy that holds for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Attempt> MakeAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, CancellationToken cancellationToken)
    {
        var subscription = record.Subscription;
        var endpoint = subscription.Endpoint.AbsoluteUri;
        if (await WaitAsync(delivery, subscription, endpoint, cancellationToken).ConfigureAwait(false) is { } wait)
        {
            return wait;
        }

        var host = subscription.Endpoint.Authority is { Length: > 0 } authority ? authority : endpoint;
        if (!_gate.TryEnter(host))
        {
            return new Attempt.Postponed(BusyDelay, $"{_options.RequestsPerHost} requests to {host} are in flight.") { Slot = delivery.Slot };
        }

        try
        {
            var retry = subscription.DeliveryPolicy?.HealthyRetryPolicy ?? _options.Retry;
            if (circuits.Refusal(endpoint) is { } closed)
            {
                return IsPatient(delivery)
                    ? new Attempt.Postponed(closed, $"{host} fails all the time; it is tried again later.") { Slot = delivery.Slot }
                    : new Attempt.Made(AttemptResult.Passing($"{host} has failed all the time: {circuits.HealthOf(endpoint).LastError}"), null, retry);
            }

            var body = await envelopes.WriteAsync(delivery, message, record, cancellationToken).ConfigureAwait(false);
            var result = subscription.IsWebhook
                ? await webhooks.SendAsync(delivery, message, subscription, body, cancellationToken).ConfigureAwait(false)
                : await channels.SendAsync(delivery, message, record, body, cancellationToken).ConfigureAwait(false);
            circuits.Report(endpoint, result);
            return new Attempt.Made(result, body, retry);
        }
        finally
        {
            _gate.Leave(host);
        }
    }

    /// <summary>Whether it has to wait: for the subscription's own rate, or for a place in the line of its host's confirmations.</summary>
    private async ValueTask<Attempt.Postponed?> WaitAsync(Delivery delivery, Subscription subscription, string endpoint, CancellationToken cancellationToken)
    {
        if (delivery.Slot <= time.GetUtcNow())
        {
            return null;
        }

        if (delivery.Kind == DeliveryKind.SubscriptionConfirmation)
        {
            return Wait(await line.AgainAsync(subscription, cancellationToken).ConfigureAwait(false), line.Reason);
        }

        if (subscription.DeliveryPolicy?.MaxReceivesPerSecond is not { } rate || delivery.Kind != DeliveryKind.Notification || circuits.HealthOf(endpoint).State != CircuitState.Closed)
        {
            return null; // An open circuit slows down enough, and places set aside for it would be lost.
        }

        return Wait(await throttle.ReserveAsync(subscription.Id, rate, cancellationToken).ConfigureAwait(false), $"At most {rate} messages a second are wanted.");
    }

    private Attempt.Postponed? Wait(TimeSpan delay, string reason) => delay > TimeSpan.Zero
        ? new Attempt.Postponed(delay < QueueLimits.MaximumDelay ? delay : QueueLimits.MaximumDelay, reason) { Slot = time.GetUtcNow() + delay }
        : null;

    // What waits for a circuit does not count; but a message is not kept for ever by an endpoint that never comes back.
    private bool IsPatient(Delivery delivery) => delivery.FirstAttemptAt is not { } first || time.GetUtcNow() - first < RetryPolicy.MaximumTotal;
}
