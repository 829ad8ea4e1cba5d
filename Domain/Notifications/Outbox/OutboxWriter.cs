using System.Collections.Immutable;
using System.Diagnostics;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Writes messages of standard topics into the outbox, where they are published without a document, and wakes the relay.</summary>
internal sealed class OutboxWriter(IDocumentStore store, RelayNudges nudges)
{
    /// <summary>Writes messages in one partition, all or none: one request.</summary>
    /// <param name="messages">1 to <see cref="StoreLimits.OperationsPerTransaction"/> messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(IReadOnlyList<NotificationMessage> messages, CancellationToken cancellationToken)
    {
        var trace = Activity.Current?.Id;
        var partition = OutboxRecord.PartitionOf(messages[0].MessageId);
        OutboxRecord[] records = [.. messages.Select(message => OutboxRecord.Of(message, trace))];
        var etags = await WriteAsync(partition, [.. records.Select(record => new StoreOperation.Create(record.Id, record.ToJson()))], cancellationToken).ConfigureAwait(false);
        foreach (var (record, etag) in records.Zip(etags))
        {
            nudges.Add(partition, record, etag);
        }
    }

    private async Task<ImmutableArray<string>> WriteAsync(StorePartition partition, ImmutableArray<StoreOperation> operations, CancellationToken cancellationToken) => operations is [var single]
        ? [(await store.WriteAsync(partition, single, null, cancellationToken).ConfigureAwait(false))!.ETag]
        : (await store.TransactAsync(new StoreTransaction(partition, operations), cancellationToken).ConfigureAwait(false)).ETags;
}
