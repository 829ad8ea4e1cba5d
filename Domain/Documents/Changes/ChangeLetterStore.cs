using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Keeps dead letters of changes: in the default container, one partition for each handler.</summary>
internal sealed class ChangeLetterStore(IDocumentStore store, TimeProvider time)
{
    private const string Model = "_change-letter";
    private const int ReasonLength = 1024;

    private static readonly Condition IsLetter = Condition.On(EnvelopeNames.Model).Equal(Model);

    public async Task WriteAsync(ChangeHandler handler, FeedDocument change, Exception fault, int attempts, CancellationToken cancellationToken)
    {
        var reason = $"{fault.GetType().Name}: {fault.Message}";
        var body = new JsonObject
        {
            [EnvelopeNames.Model] = Model,
            [EnvelopeNames.Key] = change.Fingerprint,
            ["handler"] = handler.Name,
            ["model"] = handler.Schema.Name,
            ["documentId"] = change.Id,
            ["partition"] = new JsonArray([.. change.Partition.Levels.Select(level => (JsonNode)level)]),
            ["version"] = change.Version,
            ["reason"] = reason.Length > ReasonLength ? reason[..ReasonLength] : reason,
            ["attempts"] = attempts,
            ["at"] = time.GetUtcNow(),
        };
        await store.WriteAsync(PartitionOf(handler.Name), new StoreOperation.Upsert(StoredId.Of(Model, change.Fingerprint), body), null, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ChangeDeadLetterPage> ListAsync(string handler, int pageSize, string? next, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(handler);
        var query = new StoreQuery(partition.Container, partition.Key) { Filter = IsLetter, PageSize = pageSize, Continuation = next };
        var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return new ChangeDeadLetterPage([.. page.Documents.Select(Read)], page.Continuation);
    }

    public async Task<ChangeDeadLetter?> FindAsync(string handler, string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(PartitionOf(handler), StoredId.Of(Model, id), null, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found found ? Read(found.Document) : null;

    public async Task RemoveAsync(ChangeDeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(PartitionOf(letter.Handler), new StoreOperation.Delete(StoredId.Of(Model, letter.Id)), null, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            // Somebody else removed it.
        }
    }

    private static StorePartition PartitionOf(string handler) => StorePartition.Of($"_change-letters-{handler}");

    private static ChangeDeadLetter Read(StoredDocument stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        var letter = json.RootElement;
        var partition = new PartitionKey([.. letter.GetProperty("partition").EnumerateArray().Select(level => level.GetString()!)]);
        return new ChangeDeadLetter(
            letter.GetProperty("handler").GetString()!,
            letter.GetProperty("model").GetString()!,
            new DocumentKey(partition, StoredId.KeyOf(letter.GetProperty("documentId").GetString()!)),
            letter.GetProperty(EnvelopeNames.Key).GetString()!)
        {
            Version = letter.GetProperty("version").GetString()!,
            Reason = letter.GetProperty("reason").GetString()!,
            Attempts = letter.GetProperty("attempts").GetInt32(),
            At = letter.GetProperty("at").GetDateTimeOffset(),
        };
    }
}
