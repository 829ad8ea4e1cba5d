namespace Virga.Notifications;

/// <summary>A replay of the archive to one subscription.</summary>
/// <param name="Id">Its id; a later replay to the same subscription takes its place.</param>
/// <param name="SubscriptionId">The subscription, or <c>fn:name</c> for a function.</param>
/// <param name="State">How far it is.</param>
/// <param name="From">From when on messages are wanted, this time included.</param>
/// <param name="Until">Until when, this time left out.</param>
public sealed record ReplayStatus(string Id, string SubscriptionId, ReplayState State, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>How many messages were found that the filter policy wants; of a FIFO topic how many groups are gone through again.</summary>
    public int Count { get; init; }
}
