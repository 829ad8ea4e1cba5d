using Virga.Documents;

namespace Virga.Notifications;

/// <summary>One delivery to a handler, and the way to bring its effects about once.</summary>
public sealed class SubscriberContext
{
    private static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    private readonly EffectScope _effects;
    private readonly EffectLease _outside;

    internal SubscriberContext(IDocuments documents, IDocumentStore store, string subscriptionId, NotificationMessage message, int attempt, TimeSpan keepInbox, TimeProvider time)
    {
        SubscriptionId = subscriptionId;
        Attempt = attempt;
        var delivery = $"{subscriptionId}:{message.MessageId}";
        _effects = new EffectScope(documents, store, delivery, keepInbox)
        {
            Details = new Dictionary<string, string> { ["subscription"] = subscriptionId, ["messageId"] = message.MessageId, ["topic"] = message.Topic },
        };
        _outside = new EffectLease(store, time, delivery, keepInbox);
    }

    /// <summary>The subscription: <c>fn:</c> and the subscriber's name.</summary>
    public string SubscriptionId { get; }

    /// <summary>Which attempt this is, 1 the first. Event Grid's own repetitions do not count.</summary>
    public int Attempt { get; }

    /// <summary>Writes documents of one partition, all or none, and only once for this message however often it comes: see <see cref="EffectScope.TransactAsync"/>.
    /// The marker is kept for <see cref="NotificationsOptions.KeepInbox"/>.</summary>
    public Task<EffectOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default) =>
        _effects.TransactAsync(partition, build, cancellationToken);

    /// <summary>Brings about an effect outside the store (a payment, an e-mail) by one process at a time, and not again once it succeeded, however often the message comes.</summary>
    /// <remarks>
    /// It costs two writes beside the effect. What no store can promise: when the process dies after the effect and before its success is written, the effect comes again once the lease
    /// has ended. So hand on an id of the message's to whoever is asked, where they take one. An effect that throws is free at once for the next attempt.
    /// </remarks>
    /// <param name="name">What tells several effects of one handler apart, 1 to 100 characters.</param>
    /// <param name="effect">The effect; its token ends with the lease.</param>
    /// <param name="lease">How long it may take, from 1 second to 1 hour; null for 5 minutes. For as long, a process that died keeps others from it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was brought about now; false when it had been before.</returns>
    /// <exception cref="EffectInProgressException">Another process is at it: let it end this attempt, the retry policy brings the next.</exception>
    public Task<bool> OnceAsync(string name, Func<CancellationToken, Task> effect, TimeSpan? lease = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 100, nameof(name));
        ArgumentNullException.ThrowIfNull(effect);
        var length = lease ?? DefaultLease;
        ArgumentOutOfRangeException.ThrowIfLessThan(length, ShortestLease, nameof(lease));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestLease, nameof(lease));
        return _outside.RunAsync(name, length, effect, cancellationToken);
    }
}
