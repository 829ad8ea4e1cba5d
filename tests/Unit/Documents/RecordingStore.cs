using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>A store in memory that remembers what it was asked, for tests of what the typed layer sends. What a store means is tested on the real ones.</summary>
internal sealed class RecordingStore : IDocumentStore
{
    private readonly Dictionary<(PartitionKey Partition, string Id), (JsonObject Body, string ETag)> _documents = [];
    private int _version;

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

    public JsonObject Body(string partition, string id) => _documents[(partition, id)].Body;

    public bool Has(string partition, string id) => _documents.ContainsKey((partition, id));

    public string Put(string partition, string id, string json)
    {
        var etag = NextETag();
        _documents[(partition, id)] = ((JsonObject)JsonNode.Parse(json)!, etag);
        return etag;
    }

    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add($"read {partition.Key}/{id}");
        Fail();
        StoreReadResult result = _documents.TryGetValue((partition.Key, id), out var found)
            ? new StoreReadResult.Found(Stored(partition.Key, id, found.Body, found.ETag))
            : new StoreReadResult.Missing();
        AfterRead?.Invoke();
        return Task.FromResult(result);
    }

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add(operation);
        var fault = NextFault();
        var etag = Apply(partition.Key, operation);
        Fail(fault);
        var body = options?.ReturnBody == true ? _documents[(partition.Key, operation.Id)].Body : null;
        return Task.FromResult(operation is StoreOperation.Delete ? null : Stored(partition.Key, operation.Id, body, etag));
    }

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        Requests.Add(transaction);
        var fault = NextFault();
        var before = _documents.ToDictionary();
        var etags = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; index < transaction.Operations.Length; index++)
        {
            try
            {
                etags.Add(Apply(transaction.Partition.Key, transaction.Operations[index]));
            }
            catch (StoreException exception)
            {
                _documents.Clear();
                foreach (var (key, value) in before)
                {
                    _documents.Add(key, value);
                }

                throw new TransactionFailedException(index, transaction.Operations[index].Id, exception);
            }
        }

        Fail(fault);
        return Task.FromResult(new StoreTransactionResult(etags.ToImmutable(), 7));
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

    private StoredDocument? Find(PartitionKey partition, string id) =>
        _documents.TryGetValue((partition, id), out var found) ? Stored(partition, id, found.Body, found.ETag) : null;

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

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default)
    {
        lock (_documents)
        {
            Requests.Add(query);
        }

        var skip = query.Continuation is null ? 0 : int.Parse(query.Continuation, CultureInfo.InvariantCulture);
        var all = _documents
            .Where(entry => query.Range is null || entry.Key.Partition.ToString().StartsWith(query.Range, StringComparison.Ordinal))
            .Where(entry => (query.Partition is null || entry.Key.Partition == query.Partition) && (query.Filter is null || ConditionEvaluator.Matches(query.Filter, entry.Value.Body)))
            .OrderBy(entry => entry.Key.Id, StringComparer.Ordinal)
            .ToList();
        var take = Math.Min(query.PageSize, LongestPage);
        var page = all.Skip(skip).Take(take).Select(entry => Stored(entry.Key.Partition, entry.Key.Id, entry.Value.Body, entry.Value.ETag)).ToList();
        var next = skip + page.Count;
        return Task.FromResult(new StorePage(page, next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null, 2.5));
    }

    public Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) => Task.FromResult(Ranges);

    private string Apply(PartitionKey partition, StoreOperation operation)
    {
        if (RefuseWritesOf is { } refused && operation.Id.StartsWith(refused, StringComparison.Ordinal))
        {
            throw new StoreUnavailableException("The store is away.");
        }

        var key = (partition, operation.Id);
        var exists = _documents.TryGetValue(key, out var current);
        if (!exists && (operation is not (StoreOperation.Create or StoreOperation.Upsert) || operation.IfMatch is not null))
        {
            throw new DocumentNotFoundException(operation.Id);
        }

        if (operation.IfMatch is { } version && version != current.ETag)
        {
            throw new ETagMismatchException(operation.Id);
        }

        switch (operation)
        {
            case StoreOperation.Create when exists: throw new DocumentExistsException(operation.Id);
            case StoreOperation.Create create: return Keep(key, create.Body);
            case StoreOperation.Upsert upsert: return Keep(key, upsert.Body);
            case StoreOperation.Replace replace: return Keep(key, replace.Body);
            case StoreOperation.Patch patch: return Keep(key, Patched(patch, current.Body));
            case StoreOperation.Check check: return Keep(key, Checked(check.Condition, current.Body));
            default:
                _documents.Remove(key);
                return "";
        }
    }

    private static JsonObject Patched(StoreOperation.Patch patch, JsonObject body)
    {
        Assert.All(patch.Actions, action => Assert.True(PatchRules.IsNative(action) || PatchRules.IsGuarded(action), $"{action} is no patch"));
        Assert.True(PatchRules.IsNative(patch.Condition), "The condition cannot go with a patch.");
        Assert.InRange(patch.Actions.Sum(PatchRules.OperationsOf), 1, StoreLimits.ActionsPerPatch);
        if (patch.Actions.Select(PatchRules.NeedOf).OfType<Condition>().Any(need => !ConditionEvaluator.Matches(need, body)))
        {
            throw new StoreRequestException("There is no list, or no such position in it.");
        }

        return UpdateApplier.Apply(patch.Condition is null ? body : Checked(patch.Condition, body), patch.Actions);
    }

    private static JsonObject Checked(Condition condition, JsonObject body) =>
        ConditionEvaluator.Matches(condition, body) ? body : throw new ConditionFailedException("false");

    private string Keep((PartitionKey Partition, string Id) key, JsonObject body)
    {
        Assert.DoesNotContain(body, attribute => attribute.Key is "id" or "ttl" or "_pk");
        var etag = NextETag();
        _documents[key] = ((JsonObject)body.DeepClone(), etag);
        return etag;
    }

    private string NextETag() => $"v{++_version}";

    private static StoredDocument Stored(PartitionKey partition, string id, JsonObject? body, string etag)
    {
        if (body is null)
        {
            return new StoredDocument(id, default, etag) { RequestCharge = 1 };
        }

        var full = (JsonObject)body.DeepClone();
        full["id"] = id;
        full["_pk"] = partition.ToString();
        full["_etag"] = $"\"{etag}\"";
        full["_ts"] = 1;
        return new StoredDocument(id, Encoding.UTF8.GetBytes(full.ToJsonString()), etag) { RequestCharge = 1 };
    }
}
