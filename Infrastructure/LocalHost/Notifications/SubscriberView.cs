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

    public static SubscriberView Of(FunctionSubscription function, IEnumerable<RecordedAttempt> attempts) =>
        WithHealth(new(function.Recipient, "function", function.Handler, "confirmed"), function.FilterPolicy?.Json, function.FilterPolicy?.Scope, [.. attempts]);

    public static SubscriberView Of(Subscription subscription, IEnumerable<RecordedAttempt> attempts) => WithHealth(
        new(subscription.Id, subscription.Protocol, subscription.Endpoint.OriginalString, subscription.State == SubscriptionState.Confirmed ? "confirmed" : "pending"),
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
