namespace Virga.Notifications;

/// <summary>How far a subscriber is in the groups of a FIFO topic, and what stands in its way.</summary>
public sealed class FifoGroups
{
    private const int MaximumPageSize = 100;

    private readonly FifoStore _store;
    private readonly FifoTurns _turns;
    private readonly DeadLetterWriter _deadLetters;

    internal FifoGroups(FifoStore store, FifoTurns turns, DeadLetterWriter deadLetters) => (_store, _turns, _deadLetters) = (store, turns, deadLetters);

    /// <summary>One page of the groups a subscriber has got messages of, or is to.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="subscriptionId">The subscription's id, or <c>fn:name</c> for a function.</param>
    /// <param name="pageSize">The most groups, 1 to 100.</param>
    /// <param name="next">Where the last page ended; null to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FifoGroupPage> ListAsync(string topic, string subscriptionId, int pageSize = MaximumPageSize, string? next = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MaximumPageSize);
        var (heads, continuation) = await _store.HeadsAsync(FifoStore.Of(topic, subscriptionId), pageSize, next, cancellationToken).ConfigureAwait(false);
        return new FifoGroupPage([.. heads.Select(head => new FifoGroup(head.Group, FifoKeys.ToText(head.Position), head.Attempt, head.Blocked))], continuation);
    }

    /// <summary>Carries a group on that a dead letter has stopped (<see cref="GroupFailure.Block"/>). False when nothing stood in its way.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <param name="subscriptionId">The subscription's id, or <c>fn:name</c> for a function.</param>
    /// <param name="group">The group.</param>
    /// <param name="skip">Whether to leave the message out that could not be delivered; otherwise it is tried again first, and is no dead letter meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> ResumeAsync(string topic, string subscriptionId, string group, bool skip, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        ArgumentException.ThrowIfNullOrEmpty(group);
        while (true)
        {
            var head = await _store.ReadHeadAsync(topic, group, subscriptionId, cancellationToken).ConfigureAwait(false);
            if (head.Blocked is null)
            {
                return false;
            }

            var log = await _store.ReadLogAsync(head.Partition, head.Position, cancellationToken).ConfigureAwait(false);
            var failed = log.FirstOrDefault(message => message.Sequence <= head.ReplayUntil || message.Plan.Recipients.Contains(subscriptionId, StringComparer.Ordinal));
            var resumed = head.At(skip && failed is not null ? failed.Sequence : head.Position) with { Blocked = null };
            if (!skip && failed is not null)
            {
                // First: a letter that stayed behind would never go, while a group without one can still be resumed.
                await _deadLetters.RemoveAsync(subscriptionId, failed.Message.MessageId, cancellationToken).ConfigureAwait(false);
            }

            if (await _store.TryWriteAsync(resumed, cancellationToken).ConfigureAwait(false) is not null)
            {
                await _turns.SendAsync(FifoTurn.New(topic, group, subscriptionId), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
    }
}
