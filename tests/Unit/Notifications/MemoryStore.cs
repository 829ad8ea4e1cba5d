using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Notifications;

/// <summary>A store in memory whose writes others can get in the way of.</summary>
internal sealed class MemoryStore : IDocumentStore
{
    private readonly MemoryDocuments _documents = new();

    /// <summary>Runs before each single write: somebody else's move, or a failure.</summary>
    public Action<StoreOperation>? BeforeWrite { get; set; }

    /// <summary>Runs after each write and transaction that happened: a process that dies before it hears of it.</summary>
    public Action? AfterWrite { get; set; }

    /// <summary>Runs before each transaction.</summary>
    public Action<StoreTransaction>? BeforeTransaction { get; set; }

    /// <summary>Hears the id of each document that is read by itself.</summary>
    public Action<string>? BeforeRead { get; set; }

    /// <summary>How many reads found a document unchanged.</summary>
    public int NotModified { get; private set; }

    public IReadOnlyList<JsonElement> All(string model) =>
        [.. _documents.All().Where(document => (string?)document.Body["_model"] == model).Select(document => JsonElement.Parse(document.ToStored().Body.Span))];

    public TimeSpan? LifeOf(string id) => Find(id).Life;

    public void Change(string id, Action<JsonObject> change)
    {
        var document = Find(id);
        var body = (JsonObject)document.Body.DeepClone();
        change(body);
        _documents.Put(document.Partition, id, body, document.Life);
    }

    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        BeforeRead?.Invoke(id);
        if (_documents.Find(partition.Key, id) is not { } found)
        {
            return Task.FromResult<StoreReadResult>(new StoreReadResult.Missing());
        }

        if (options?.IfNoneMatch == found.ETag)
        {
            NotModified++;
            return Task.FromResult<StoreReadResult>(new StoreReadResult.NotModified());
        }

        return Task.FromResult<StoreReadResult>(new StoreReadResult.Found(found.ToStored()));
    }

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(operation);
        var etag = _documents.Write(partition.Key, operation);
        AfterWrite?.Invoke();
        return Task.FromResult(operation is StoreOperation.Delete ? null : new StoredDocument(operation.Id, default, etag));
    }

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        BeforeTransaction?.Invoke(transaction);
        var etags = _documents.Transact(transaction);
        AfterWrite?.Invoke();
        return Task.FromResult(new StoreTransactionResult(etags, 1));
    }

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default) => Task.FromResult(_documents.Query(query));

    private MemoryDocument Find(string id) => _documents.All().Single(document => document.Id == id);
}
