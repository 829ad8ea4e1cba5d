using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Brings the FIFO messages of documents' transactions from the outbox into the logs, in the order in which one partition committed them.</summary>
/// <remarks>
/// Only the change feed knows that order, so it alone appends, one message after the other; what it fails at it must be given again, with all that follows. A message that it
/// has not brought for <see cref="NotificationsOptions.SweepAfter"/> is the sweeper's: it appends all of the partition's that wait, in the order of their times.
/// </remarks>
internal sealed class FifoRelay(OutboxStore outbox, FifoPublisher publisher, FifoTurns turns, IOptions<NotificationsOptions> options, TimeProvider time, ILogger<FifoRelay> logger)
{
    private readonly ConcurrentDictionary<StorePartition, bool> _sweeping = new();

    public Task WakeAsync(IReadOnlyList<FifoMessage> messages, CancellationToken cancellationToken) => turns.ChangedAsync(messages, cancellationToken);

    /// <summary>Appends what the change feed gives, partitions side by side. Throws when one could not be; all must then come again.</summary>
    public Task RelayAsync(IEnumerable<StoredOutboxRecord> records, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.RelayConcurrency, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(records.GroupBy(stored => stored.Partition), parallel, async (partition, token) =>
        {
            foreach (var stored in partition)
            {
                await AppendAsync(stored, token).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Takes up a record that somebody came across: if it is old enough, with all others of its partition.</summary>
    public async Task<RelayOutcome> SweepAsync(StoredOutboxRecord stored, CancellationToken cancellationToken)
    {
        if (stored.Record.State == OutboxState.Sent)
        {
            return RelayOutcome.Nothing;
        }

        if (time.GetUtcNow() - stored.Record.CreatedAt < options.Value.SweepAfter || !_sweeping.TryAdd(stored.Partition, true))
        {
            return RelayOutcome.LeftToAnother;
        }

        try
        {
            foreach (var waiting in await outbox.PendingAsync(stored.Partition, cancellationToken).ConfigureAwait(false))
            {
                await AppendAsync(waiting, cancellationToken).ConfigureAwait(false);
            }

            return RelayOutcome.Sent;
        }
        finally
        {
            _sweeping.TryRemove(stored.Partition, out _);
        }
    }

    private async Task AppendAsync(StoredOutboxRecord stored, CancellationToken cancellationToken)
    {
        if (stored.Record.State == OutboxState.Sent)
        {
            return;
        }

        try
        {
            await publisher.PublishAsync(stored.Record.Message, stored.Record.TraceParent, cancellationToken).ConfigureAwait(false);
        }
        catch (NotificationException error) when (error.Code == NotificationErrors.NotFound)
        {
            Log.RelayFailed(logger, stored.Record.Id, error); // The topic was deleted: nobody is left to get it.
        }

        var sent = stored.Record with { State = OutboxState.Sent, StateAt = MessageTime.Truncate(time.GetUtcNow()) };
        await outbox.TryReplaceAsync(stored, sent, cancellationToken).ConfigureAwait(false); // refused: somebody else has marked it
        NotificationTelemetry.Relayed.Add(1, new KeyValuePair<string, object?>("topic", stored.Record.Message.Topic));
    }
}
