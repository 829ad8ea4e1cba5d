using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>A store in memory that remembers what it was asked, for tests of what the typed layer sends. What a store means is tested on the real ones.</summary>
internal sealed class RecordingStore : IDocumentStore
{
    private readonly MemoryDocuments _documents = new();

    /// <summary>Everything asked, in order.</summary>
    public List<object> Requests { get; } = [];

    public IEnumerable<StoreOperation> Writes => Requests.OfType<StoreOperation>();

    /// <summary>Runs after a read and before the write that follows: somebody else's write.</summary>
    public Action? AfterRead { get; set; }

    /// <summary>What the next requests are answered with, in order; a null lets one through. The write happens all the same when <see cref="FaultsComeLate"/>.</summary>
    public Queue<StoreException?> Faults { get; } = [];

    /// <summary>Whether faults come after the request was carried out: the answer is lost.</summary>
    public bool FaultsComeLate { get; set; }

    /// <summary>The parts a scan can be split into: documents by the first letter of their partition.</summary>
    public IReadOnlyList<string?> Ranges { get; set; } = [null];

    /// <summary>The most documents a page has, whatever is asked for.</summary>
    public int LongestPage { get; set; } = int.MaxValue;

    /// <summary>Writes of ids that begin like this are refused, as by a store that is not there; null for none.</summary>
    public string? RefuseWritesOf { get; set; }

    public JsonObject Body(string partition, string id) => _documents.Find(partition, id)!.Body;

    public bool Has(string partition, string id) => _documents.Find(partition, id) is not null;

    public string Put(string partition, string id, string json) => _documents.Put(partition, id, (JsonObject)JsonNode.Parse(json)!);

    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add($"read {partition.Key}/{id}");
        Fail();
        StoreReadResult result = Find(partition.Key, id) is { } found ? new StoreReadResult.Found(found) : new StoreReadResult.Missing();
        AfterRead?.Invoke();
        return Task.FromResult(result);
    }

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add(operation);
        var fault = NextFault();
        Refuse(operation);
        var etag = _documents.Write(partition.Key, operation);
        Fail(fault);
        return Task.FromResult(
            operation is StoreOperation.Delete ? null
            : options?.ReturnBody == true ? Find(partition.Key, operation.Id)
            : new StoredDocument(operation.Id, default, etag) { RequestCharge = 1 });
    }

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        Requests.Add(transaction);
        var fault = NextFault();
        var etags = _documents.Transact(transaction, Refuse);
        Fail(fault);
        return Task.FromResult(new StoreTransactionResult(etags, 7));
    }

    public Task<StoreManyResult> ReadManyAsync(string container, IReadOnlyList<StoreKey> keys, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add($"read-many {keys.Count}");
        Fail();
        return Task.FromResult(new StoreManyResult([.. keys.Select(key => Find(key.Partition, key.Id))], keys.Count));
    }

    public Task<StoreManyResult> ReadTogetherAsync(StorePartition partition, IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        Requests.Add($"read-together {ids.Count}");
        Fail();
        return Task.FromResult(new StoreManyResult([.. ids.Select(id => Find(partition.Key, id))], ids.Count));
    }

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default)
    {
        lock (_documents)
        {
            Requests.Add(query);
        }

        return Task.FromResult(_documents.Query(query, LongestPage) with { RequestCharge = 2.5 });
    }

    public Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) => Task.FromResult(Ranges);

    private StoredDocument? Find(PartitionKey partition, string id) => _documents.Find(partition, id)?.ToStored();

    private void Refuse(StoreOperation operation)
    {
        if (RefuseWritesOf is { } refused && operation.Id.StartsWith(refused, StringComparison.Ordinal))
        {
            throw new StoreUnavailableException("The store is away.");
        }
    }

    private StoreException? NextFault()
    {
        var fault = Faults.Count > 0 ? Faults.Dequeue() : null;
        return fault is null || FaultsComeLate ? fault : throw fault;
    }

    private void Fail() => Fail(NextFault());

    private static void Fail(StoreException? fault)
    {
        if (fault is not null)
        {
            throw fault;
        }
    }
}
