using System.Collections.Immutable;
using System.Diagnostics;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Writes messages of standard topics into the outbox, where they are published without a document, and wakes the relay.</summary>
internal sealed class OutboxWriter(IDocumentStore store, IRelaySignal signal)
{
    /// <summary>Writes messages in one partition, all or none: one request.</summary>
    /// <param name="messages">1 to <see cref="StoreLimits.OperationsPerTransaction"/> messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(IReadOnlyList<NotificationMessage> messages, CancellationToken cancellationToken)
    {
        var trace = Activity.Current?.Id;
        var partition = OutboxRecord.PartitionOf(messages[0].MessageId);
        var operations = messages.Select(message => OutboxRecord.Of(message, trace)).Select(record => new StoreOperation.Create(record.Id, record.ToJson())).ToImmutableArray<StoreOperation>();
        if (operations is [var single])
        {
            await store.WriteAsync(partition, single, null, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await store.TransactAsync(new StoreTransaction(partition, operations), cancellationToken).ConfigureAwait(false);
        }

        foreach (var operation in operations)
        {
            signal.Nudge(partition, operation.Id);
        }
    }
}
