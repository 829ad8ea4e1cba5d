using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Remembers for five minutes which deduplication ids a whole topic has accepted.</summary>
/// <remarks>
/// A mark lies in another partition than its message, so it can be there without it. Whoever meets such a mark waits a little for the message, then makes sure that it can
/// never come (it takes the message's own mark in its log), and puts its own message in its place.
/// </remarks>
internal sealed class FifoTopicMarks(IDocumentStore store, TimeProvider time)
{
    private const int Races = 8;
    private const int Waits = 6;

    private static readonly TimeSpan KeepGivenUp = TimeSpan.FromDays(7);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(25);

    /// <summary>Claims a message's deduplication id for it. The sequence number of the message it repeats when there is one; null when this one is to be appended.</summary>
    /// <param name="message">The message.</param>
    /// <param name="wasGivenUp">Whether its own mark says that it never comes: then its claim is written anew, so that whoever gave it up and has not put another in its place cannot any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotificationException">Equal messages are being published over and over at the same time.</exception>
    public async Task<long?> ClaimAsync(NotificationMessage message, bool wasGivenUp, CancellationToken cancellationToken)
    {
        var hash = FifoKeys.Hash(message.MessageDeduplicationId!);
        var partition = FifoKeys.TopicMarksOf(message.Topic, hash);
        var mine = new FifoMark(FifoMark.IdOfDeduplication(hash), message.MessageId, message.MessageGroupId!, 0, message.Timestamp);
        for (var race = 0; race < Races; race++)
        {
            var read = await store.ReadAsync(partition, mine.Id, null, cancellationToken).ConfigureAwait(false);
            if (read is not StoreReadResult.Found found)
            {
                if (await TryWriteAsync(partition, new StoreOperation.Create(mine.Id, mine.ToJson()) { TimeToLive = FifoMark.Window }, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }

                continue;
            }

            var mark = FifoMark.Read(found.Document);
            var isMine = mark.MessageId == message.MessageId;
            if (isMine && !wasGivenUp)
            {
                return null;
            }

            if (!isMine && mark.Covers(message.Timestamp) && await AppendedAsync(message.Topic, mark, cancellationToken).ConfigureAwait(false) is { } sequence)
            {
                return sequence;
            }

            var replace = new StoreOperation.Replace(mine.Id, mine.ToJson()) { IfMatch = found.Document.ETag, TimeToLive = FifoMark.Window };
            if (await TryWriteAsync(partition, replace, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        throw new NotificationException(NotificationErrors.GroupBusy, "Messages with the same deduplication id are being published over and over at the same time. Try again.");
    }

    /// <summary>Where a mark's message is; null once it is certain that it never came and never will.</summary>
    private async Task<long?> AppendedAsync(string topic, FifoMark mark, CancellationToken cancellationToken)
    {
        var log = FifoKeys.LogOf(topic, mark.Group);
        var id = FifoMark.IdOfMessage(mark.MessageId);
        var givenUp = new FifoMark(id, mark.MessageId, mark.Group, 0, mark.AcceptedAt);
        for (var wait = 0; ; wait++)
        {
            var read = await store.ReadAsync(log, id, null, cancellationToken).ConfigureAwait(false) as StoreReadResult.Found;
            if (read is not null && FifoMark.Read(read.Document).Sequence is > 0 and var sequence)
            {
                return sequence;
            }

            if (read is not null || wait >= Waits)
            {
                // The message's own append writes the same document, at the version it knows, so one of the two is refused.
                StoreOperation fence = read is null
                    ? new StoreOperation.Create(id, givenUp.ToJson()) { TimeToLive = KeepGivenUp }
                    : new StoreOperation.Replace(id, givenUp.ToJson()) { IfMatch = read.Document.ETag, TimeToLive = KeepGivenUp };
                if (await TryWriteAsync(log, fence, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }
            }
            else
            {
                await Task.Delay(FirstWait * (1 << wait), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TryWriteAsync(StorePartition partition, StoreOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(partition, operation, null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is DocumentExistsException or ETagMismatchException or DocumentNotFoundException)
        {
            return false;
        }
    }
}
