namespace Virga.Notifications;

/// <summary>Wakes recipients of a group when there is something new for them.</summary>
internal sealed class FifoTurns(FifoStore store, IMessageQueue queue)
{
    public Task SendAsync(FifoTurn turn, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendAsync(DeliveryQueue.Name, turn.ToData(), delay, cancellationToken);

    /// <summary>Wakes the recipients of a message that this process has appended. Whoever is at work on the group finds it without being told.</summary>
    public async Task AppendedAsync(NotificationMessage message, FifoAppend appended, CancellationToken cancellationToken)
    {
        foreach (var recipient in appended.Recipients)
        {
            var head = await store.ReadHeadAsync(message.Topic, message.MessageGroupId!, recipient, cancellationToken).ConfigureAwait(false);
            if (head.Position < appended.Sequence && head is { Turn: null, Blocked: null })
            {
                await SendAsync(FifoTurn.New(message.Topic, message.MessageGroupId!, recipient), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Wakes the recipients of messages that the change feed tells of, unless they have them. The feed's reader may see an old head, so one that is held is woken all the same.</summary>
    public async Task ChangedAsync(IEnumerable<FifoMessage> messages, CancellationToken cancellationToken)
    {
        var last = messages
            .SelectMany(message => message.Plan.Recipients.Select(recipient => (message.Message.Topic, Group: message.Message.MessageGroupId!, Recipient: recipient, message.Sequence)))
            .GroupBy(one => (one.Topic, one.Group, one.Recipient), one => one.Sequence);
        foreach (var group in last)
        {
            var (topic, name, recipient) = group.Key;
            var head = await store.ReadHeadAsync(topic, name, recipient, cancellationToken).ConfigureAwait(false);
            if (head.Position < group.Max() && head.Blocked is null)
            {
                await SendAsync(FifoTurn.New(topic, name, recipient), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
