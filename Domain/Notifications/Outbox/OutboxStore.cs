using System.Text.Json;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Reads and writes outbox records.</summary>
internal sealed class OutboxStore(IDocumentStore store, IOptions<NotificationsOptions> options, IOptions<ChangesOptions> changes)
{
    private static readonly Condition Unsent = Condition.On(EnvelopeNames.Model).Equal(OutboxRecord.Model)
        & Condition.On("state").In(OutboxRecord.StateName(OutboxState.Pending), OutboxRecord.StateName(OutboxState.Planned));

    public async Task<StoredOutboxRecord?> ReadAsync(StorePartition partition, string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(partition, id, null, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found found
            ? new StoredOutboxRecord(partition, Parse(found.Document.Body), found.Document.ETag)
            : null;

    /// <summary>Writes a record over the version that was read; null when that is no longer the current one. A sent record gets its expiry.</summary>
    public async Task<StoredOutboxRecord?> TryReplaceAsync(StoredOutboxRecord read, OutboxRecord changed, CancellationToken cancellationToken)
    {
        var replace = new StoreOperation.Replace(changed.Id, changed.ToJson())
        {
            IfMatch = read.ETag,
            TimeToLive = changed.State == OutboxState.Sent ? options.Value.KeepSent : null,
        };
        try
        {
            var written = await store.WriteAsync(read.Partition, replace, null, cancellationToken).ConfigureAwait(false);
            return new StoredOutboxRecord(read.Partition, changed, written!.ETag);
        }
        catch (Exception error) when (error is ETagMismatchException or DocumentNotFoundException)
        {
            return null;
        }
    }

    /// <summary>One page of the records that made no progress since a point in time, of all partitions.</summary>
    public async Task<(IReadOnlyList<StoredDocument> Documents, string? Continuation)> StaleAsync(
        DateTimeOffset before, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        var query = new StoreQuery(StorePartition.DefaultContainer, null)
        {
            Filter = Unsent & Condition.On("stateAt").LessThan(MessageTime.ToText(before)),
            PageSize = pageSize,
            Continuation = continuation,
        };
        var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return (page.Documents, page.Continuation);
    }

    /// <summary>The records of one partition that are not sent, by their times.</summary>
    public async Task<IReadOnlyList<StoredOutboxRecord>> PendingAsync(StorePartition partition, CancellationToken cancellationToken)
    {
        var query = new StoreQuery(partition.Container, partition.Key) { Filter = Unsent };
        var found = new List<StoredOutboxRecord>();
        do
        {
            var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Documents.Select(document => new StoredOutboxRecord(partition, Parse(document.Body), document.ETag)));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
        return [.. found.OrderBy(stored => stored.Record.CreatedAt).ThenBy(stored => stored.Record.Id, StringComparer.Ordinal)];
    }

    /// <summary>How many records are not sent, and when the oldest of them was made.</summary>
    public async Task<(long Count, DateTimeOffset? Oldest)> UnsentAsync(CancellationToken cancellationToken)
    {
        var query = new StoreQuery(StorePartition.DefaultContainer, null) { Filter = Unsent };
        var oldest = await store.AggregateAsync(
            query, new StoreAggregation(AggregateFunction.Minimum, DocumentPath.Of("createdAt"), DocumentType.String), cancellationToken).ConfigureAwait(false);
        return (oldest.Count, oldest.Value is { } first ? MessageTime.Parse(first.GetValue<string>()) : null);
    }

    /// <summary>Documents of the change feed as they are stored, where the host does not hand that on; one that is not found is as the feed has it.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAgainAsync(IReadOnlyList<JsonElement> documents, CancellationToken cancellationToken)
    {
        if (!changes.Value.ReadAgain || documents.Count == 0)
        {
            return documents;
        }

        var keys = documents.Select(document => new StoreKey(PartitionOf(document).Key, document.GetProperty(EnvelopeNames.Id).GetString()!)).ToList();
        var read = await store.ReadManyAsync(StorePartition.DefaultContainer, keys, null, cancellationToken).ConfigureAwait(false);
        return [.. documents.Zip(read.Documents, (document, found) => found is null ? document : JsonElement.Parse(found.Body.Span))];
    }

    /// <summary>The partition of a document as a query gives it.</summary>
    public static StorePartition PartitionOf(StoredDocument document)
    {
        using var json = JsonDocument.Parse(document.Body);
        return PartitionOf(json.RootElement);
    }

    /// <summary>A record as the change feed gives it.</summary>
    /// <exception cref="FormatException">It lacks what the store adds.</exception>
    public static StoredOutboxRecord FromFeed(JsonElement document)
    {
        var etag = document.TryGetProperty("_etag", out var value) ? value.GetString()?.Trim('"') : null;
        return new StoredOutboxRecord(PartitionOf(document), OutboxRecord.Read(document), etag ?? throw new FormatException("A document of the change feed has no _etag."));
    }

    private static StorePartition PartitionOf(JsonElement document)
    {
        if (document.TryGetProperty(EnvelopeNames.Partition, out var single))
        {
            return StorePartition.Of(single.GetString()!);
        }

        var levels = new List<string>();
        while (document.TryGetProperty($"{EnvelopeNames.Partition}{levels.Count}", out var level))
        {
            levels.Add(level.GetString()!);
        }

        return levels.Count > 0
            ? StorePartition.Of(new PartitionKey(levels.ToArray()))
            : throw new FormatException($"A document has no {EnvelopeNames.Partition}.");
    }

    private static OutboxRecord Parse(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return OutboxRecord.Read(json.RootElement);
    }
}
