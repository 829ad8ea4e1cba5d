using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Makes one attempt at one recipient, whatever kind it is; or says why not now.</summary>
internal sealed class DeliveryAttempts
{
    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(1);

    private readonly FunctionInvoker _functions;
    private readonly SubscriptionStore _subscriptions;
    private readonly TopicStore _topics;
    private readonly EnvelopeWriter _envelopes;
    private readonly IWebhookTransport _transport;
    private readonly ChannelCatalog _channels;
    private readonly CircuitBreaker _circuits;
    private readonly Throttle _throttle;
    private readonly ConfirmationLine _line;
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _time;
    private readonly HostGate _gate;

    public DeliveryAttempts(
        FunctionInvoker functions,
        SubscriptionStore subscriptions,
        TopicStore topics,
        EnvelopeWriter envelopes,
        IWebhookTransport transport,
        ChannelCatalog channels,
        CircuitBreaker circuits,
        Throttle throttle,
        ConfirmationLine line,
        IOptions<NotificationsOptions> options,
        TimeProvider time)
    {
        (_functions, _subscriptions, _topics, _envelopes, _transport) = (functions, subscriptions, topics, envelopes, transport);
        (_channels, _circuits, _throttle, _line, _time) = (channels, circuits, throttle, line, time);
        _options = options.Value;
        _gate = new HostGate(_options.RequestsPerHost);
    }

    public async Task<Attempt> MakeAsync(Delivery delivery, NotificationMessage message, CancellationToken cancellationToken)
    {
        var topic = await _topics.DeliveryAsync(delivery.Topic, cancellationToken).ConfigureAwait(false);
        if (FunctionInvoker.IsFunction(delivery.Recipient))
        {
            var called = await _functions.InvokeAsync(delivery, message, cancellationToken).ConfigureAwait(false);
            return new Attempt.Made(called, null, _options.Retry) { SampleRate = topic.RateOf(SnsProtocol.Lambda) };
        }

        if (await _subscriptions.FindAnyAsync(delivery.Topic, delivery.Recipient, cancellationToken).ConfigureAwait(false) is not var (record, _))
        {
            return new Attempt.Unwanted("The subscription has ended.");
        }

        if (Refusal(delivery, record) is { } refusal)
        {
            return new Attempt.Unwanted(refusal);
        }

        var subscription = record.Subscription;
        if (subscription.IsWebhook)
        {
            record = record with { Subscription = subscription with { DeliveryPolicy = topic.Policy.For(subscription.DeliveryPolicy, subscription.RawMessageDelivery, _options.Retry) } };
        }

        var attempt = await MakeAsync(delivery, message, record, cancellationToken).ConfigureAwait(false);
        return attempt is Attempt.Made made ? made with { SampleRate = topic.RateOf(subscription.Protocol) } : attempt;
    }

    private async Task<Attempt> MakeAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, CancellationToken cancellationToken)
    {
        var subscription = record.Subscription;
        var retry = subscription.DeliveryPolicy?.HealthyRetryPolicy ?? _options.Retry;
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
            if (_circuits.Refusal(endpoint) is { } closed)
            {
                return IsPatient(delivery)
                    ? new Attempt.Postponed(closed, $"{host} fails all the time; it is tried again later.") { Slot = delivery.Slot }
                    : new Attempt.Made(AttemptResult.Passing($"{host} has failed all the time: {_circuits.HealthOf(endpoint).LastError}"), null, retry);
            }

            var request = await _envelopes.WriteAsync(delivery, message, record, cancellationToken).ConfigureAwait(false);
            var result = await SendAsync(delivery, message, record, request, cancellationToken).ConfigureAwait(false);
            _circuits.Report(endpoint, result);
            return new Attempt.Made(result, request.Body, retry);
        }
        finally
        {
            _gate.Leave(host);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A channel may throw anything; all of it is a failed attempt.")]
    private async Task<AttemptResult> SendAsync(Delivery delivery, NotificationMessage message, SubscriptionRecord record, WebhookRequest request, CancellationToken cancellationToken)
    {
        var subscription = record.Subscription;
        if (subscription.IsWebhook)
        {
            return AttemptResult.Of(await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false));
        }

        if (_channels.Find(subscription.Protocol) is not { } channel)
        {
            return AttemptResult.Passing($"This app has no channel for protocol '{subscription.Protocol}'.");
        }

        try
        {
            return (await channel.SendAsync(_envelopes.ForChannel(delivery, message, record, request.Body!), cancellationToken).ConfigureAwait(false)).Result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            return AttemptResult.Passing($"{error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>Whether it has to wait: for the subscription's own rate, or for a place in the line of its host's confirmations.</summary>
    private async ValueTask<Attempt.Postponed?> WaitAsync(Delivery delivery, Subscription subscription, string endpoint, CancellationToken cancellationToken)
    {
        if (delivery.Slot <= _time.GetUtcNow())
        {
            return null;
        }

        if (delivery.Kind == DeliveryKind.SubscriptionConfirmation)
        {
            return Wait(await _line.AgainAsync(subscription, cancellationToken).ConfigureAwait(false), _line.Reason);
        }

        if (subscription.DeliveryPolicy?.MaxReceivesPerSecond is not { } rate || delivery.Kind != DeliveryKind.Notification || _circuits.HealthOf(endpoint).State != CircuitState.Closed)
        {
            return null; // An open circuit slows down enough, and places set aside for it would be lost.
        }

        return Wait(await _throttle.ReserveAsync(subscription.Id, rate, cancellationToken).ConfigureAwait(false), $"At most {rate} messages a second are wanted.");
    }

    private Attempt.Postponed? Wait(TimeSpan delay, string reason) => delay > TimeSpan.Zero
        ? new Attempt.Postponed(delay < QueueLimits.MaximumDelay ? delay : QueueLimits.MaximumDelay, reason) { Slot = _time.GetUtcNow() + delay }
        : null;

    // What waits for a circuit does not count; but a message is not kept for ever by an endpoint that never comes back.
    private bool IsPatient(Delivery delivery) => delivery.FirstAttemptAt is not { } first || _time.GetUtcNow() - first < RetryPolicy.MaximumTotal;

    private static string? Refusal(Delivery delivery, SubscriptionRecord record) => (delivery.Kind, record.Subscription.State) switch
    {
        (DeliveryKind.UnsubscribeConfirmation, _) => record.IsEnded && SubscriptionToken.Hash(delivery.Token ?? "") == record.TokenHash ? null : "The subscription was taken up again.",
        _ when record.IsEnded => "The subscription has ended.",
        (DeliveryKind.Notification, SubscriptionState.Pending) => "The subscription is not confirmed.",
        (DeliveryKind.SubscriptionConfirmation, SubscriptionState.Confirmed) => "The subscription is confirmed already.",
        (DeliveryKind.SubscriptionConfirmation, _) when SubscriptionToken.Hash(delivery.Token ?? "") != record.TokenHash => "A later confirmation message has another token.",
        _ => null,
    };
}
