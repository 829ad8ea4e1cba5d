using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>One page of a topic's subscriptions.</summary>
/// <param name="Items">The subscriptions: first the functions of the code, then endpoints, the oldest first within a page.</param>
/// <param name="Next">What the next page starts from; null when there is none.</param>
internal sealed record SubscriptionPage(IReadOnlyList<SubscriptionView> Items, string? Next)
{
    // What functions are called by; no cursor of the store begins like it.
    private const string FunctionPrefix = "fn:";

    public static async Task<SubscriptionPage> ReadAsync(SubscriptionRegistry registry, string topic, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var isAmongFunctions = cursor is null || cursor.StartsWith(FunctionPrefix, StringComparison.Ordinal);
        var functions = isAmongFunctions
            ? registry.FunctionsOf(topic).Where(function => string.CompareOrdinal(function.Recipient, cursor) > 0).Take(limit).Select(function => SubscriptionView.Of(function, topic)).ToList()
            : [];
        if (functions.Count == limit)
        {
            return new SubscriptionPage(functions, functions[^1].Id);
        }

        var page = await registry.ListAsync(topic, limit - functions.Count, isAmongFunctions ? null : cursor, cancellationToken).ConfigureAwait(false);
        return new SubscriptionPage([.. functions, .. page.Items.Select(SubscriptionView.Of)], page.Next);
    }
}
