using System.Text.Encodings.Web;
using System.Text.Json;
using Virga.Documents;

namespace Unit.Gateway;

/// <summary>A store in memory that a test can let fail.</summary>
internal sealed class MemoryStore : IDocumentStore
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryDocuments _documents = new();

    /// <summary>What every call throws, when set.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Happens after a read and before the write that follows: somebody else's write.</summary>
    public Func<Task>? AfterRead { get; set; }

    public int Writes => _documents.Writes;

    public async Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowFault();
        StoreReadResult result = _documents.Find(partition.Key, id) is { } found ? new StoreReadResult.Found(found.ToStored()) : new StoreReadResult.Missing();
        if (AfterRead is { } others)
        {
            AfterRead = null;
            await others();
        }

        return result;
    }

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowFault();
        var etag = _documents.Write(partition.Key, operation);
        return Task.FromResult(
            operation is StoreOperation.Delete ? null
            : options?.ReturnBody == true ? _documents.Find(partition.Key, operation.Id)!.ToStored()
            : new StoredDocument(operation.Id, default, etag));
    }

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        ThrowFault();
        return Task.FromResult(new StoreTransactionResult(_documents.Transact(transaction), 1));
    }

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default)
    {
        ThrowFault();
        return Task.FromResult(_documents.Query(query));
    }

    /// <summary>Everything that is stored, as text.</summary>
    public override string ToString() => string.Join('\n', _documents.All().Select(document => document.Body.ToJsonString(Plain)));

    private void ThrowFault()
    {
        if (Fault is not null)
        {
            throw Fault;
        }
    }
}
