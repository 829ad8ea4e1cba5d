using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>A subscriber and how it does, as this process sees it.</summary>
internal sealed record SubscriberView(string Recipient, string Protocol, string Endpoint, string State)
{
    public string? FilterPolicy { get; init; }

    public string? FilterPolicyScope { get; init; }

    public int Delivered { get; init; }

    /// <summary>How many messages wait for another attempt.</summary>
    public int Backlog { get; init; }

    /// <summary>How many attempts failed since the last that did not.</summary>
    public int Failures { get; init; }

    /// <summary>How the last attempt failed; null when it did not.</summary>
    public string? LastError { get; init; }

    /// <summary>Whether the endpoint is asked: <c>closed</c>, <c>open</c> or <c>half-open</c>; null for functions, which have no circuit.</summary>
    public CircuitState? Circuit { get; init; }

    /// <summary>When an endpoint that is left alone is tried next.</summary>
    public DateTimeOffset? ProbeAt { get; init; }

    /// <summary>Groups of a FIFO topic that stand still or are tried again, the first of them; null where the topic has none.</summary>
    public IReadOnlyList<FifoGroup>? Groups { get; init; }

    /// <summary>How many groups of a FIFO topic there are, 100 for as many or more.</summary>
    public int GroupCount { get; init; }

    public static SubscriberView Of(FunctionSubscription function, IEnumerable<RecordedAttempt> attempts) =>
        WithHealth(new(function.Recipient, "function", function.Handler, "confirmed"), function.FilterPolicy?.Json, function.FilterPolicy?.Scope, [.. attempts]);

    public static SubscriberView Of(Subscription subscription, EndpointHealth health, IEnumerable<RecordedAttempt> attempts) => WithHealth(
        new SubscriberView(subscription.Id, subscription.Protocol, subscription.Endpoint.OriginalString, subscription.State == SubscriptionState.Confirmed ? "confirmed" : "pending") { Circuit = health.State, ProbeAt = health.ProbeAt },
        subscription.FilterPolicy,
        subscription.FilterPolicyScope,
        [.. attempts]);

    private static SubscriberView WithHealth(SubscriberView subscriber, string? policy, FilterScope? scope, List<RecordedAttempt> attempts)
    {
        var failures = attempts.AsEnumerable().Reverse().TakeWhile(attempt => attempt.Outcome is not DeliveryOutcome.Delivered).ToList();
        return subscriber with
        {
            FilterPolicy = policy,
            FilterPolicyScope = policy is null ? null : scope?.ToString(),
            Delivered = attempts.Count(attempt => attempt.Outcome is DeliveryOutcome.Delivered),
            Backlog = attempts.GroupBy(attempt => attempt.MessageId).Count(message => message.Last().Outcome is DeliveryOutcome.Retry),
            Failures = failures.Count,
            LastError = failures.Count > 0 ? AttemptView.Of(failures[0]).Reason : null,
        };
    }
}
