using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Notifications;

/// <summary>A store in memory, for tests of what notifications write. What a store means is tested on the real ones.</summary>
internal sealed class MemoryStore : IDocumentStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(PartitionKey Partition, string Id), (JsonObject Body, string ETag, TimeSpan? Life)> _documents = [];
    private int _version;

    /// <summary>Runs before each single write: somebody else's move, or a failure.</summary>
    public Action<StoreOperation>? BeforeWrite { get; set; }

    /// <summary>Runs after each write and transaction that happened: a process that dies before it hears of it.</summary>
    public Action? AfterWrite { get; set; }

    /// <summary>Runs before each transaction.</summary>
    public Action<StoreTransaction>? BeforeTransaction { get; set; }

    /// <summary>How many reads found a document unchanged.</summary>
    public int NotModified { get; private set; }

    public IReadOnlyList<JsonElement> All(string model)
    {
        lock (_gate)
        {
            return [.. _documents.Where(entry => (string?)entry.Value.Body["_model"] == model).Select(entry => Element(Stored(entry.Key.Partition, entry.Key.Id, entry.Value.Body, entry.Value.ETag).Body))];
        }
    }

    public TimeSpan? LifeOf(string id)
    {
        lock (_gate)
        {
            return _documents.Single(entry => entry.Key.Id == id).Value.Life;
        }
    }

    public void Change(string id, Action<JsonObject> change)
    {
        lock (_gate)
        {
            var key = _documents.Keys.Single(key => key.Id == id);
            var body = (JsonObject)_documents[key].Body.DeepClone();
            change(body);
            _documents[key] = (body, $"v{++_version}", _documents[key].Life);
        }
    }

    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_documents.TryGetValue((partition.Key, id), out var found))
            {
                return Task.FromResult<StoreReadResult>(new StoreReadResult.Missing());
            }

            if (options?.IfNoneMatch == found.ETag)
            {
                NotModified++;
                return Task.FromResult<StoreReadResult>(new StoreReadResult.NotModified());
            }

            return Task.FromResult<StoreReadResult>(new StoreReadResult.Found(Stored(partition.Key, id, found.Body, found.ETag)));
        }
    }

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(operation);
        lock (_gate)
        {
            var etag = Apply(partition.Key, operation);
            AfterWrite?.Invoke();
            return Task.FromResult(etag.Length == 0 ? null : new StoredDocument(operation.Id, default, etag));
        }
    }

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        BeforeTransaction?.Invoke(transaction);
        lock (_gate)
        {
            var before = _documents.ToDictionary();
            var etags = ImmutableArray.CreateBuilder<string>();
            foreach (var operation in transaction.Operations)
            {
                try
                {
                    etags.Add(Apply(transaction.Partition.Key, operation));
                }
                catch (StoreException error)
                {
                    _documents.Clear();
                    foreach (var (key, value) in before)
                    {
                        _documents.Add(key, value);
                    }

                    throw new TransactionFailedException(etags.Count, operation.Id, error);
                }
            }

            AfterWrite?.Invoke();
            return Task.FromResult(new StoreTransactionResult(etags.ToImmutable(), 1));
        }
    }

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var skip = query.Continuation is null ? 0 : int.Parse(query.Continuation, CultureInfo.InvariantCulture);
            var all = _documents
                .Where(entry => (query.Partition is null || entry.Key.Partition == query.Partition) && (query.Filter is null || ConditionEvaluator.Matches(query.Filter, entry.Value.Body)))
                .OrderBy(entry => entry.Key.Id, StringComparer.Ordinal)
                .ToList();
            var page = all.Skip(skip).Take(query.PageSize).Select(entry => Stored(entry.Key.Partition, entry.Key.Id, entry.Value.Body, entry.Value.ETag)).ToList();
            var next = skip + page.Count;
            return Task.FromResult(new StorePage(page, next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null, 1));
        }
    }

    private string Apply(PartitionKey partition, StoreOperation operation)
    {
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
            case StoreOperation.Create create: return Keep(key, create.Body, operation.TimeToLive);
            case StoreOperation.Upsert upsert: return Keep(key, upsert.Body, operation.TimeToLive);
            case StoreOperation.Replace replace: return Keep(key, replace.Body, operation.TimeToLive);
            case StoreOperation.Delete:
                _documents.Remove(key);
                return "";
            default: throw new NotSupportedException(operation.GetType().Name);
        }
    }

    private string Keep((PartitionKey Partition, string Id) key, JsonObject body, TimeSpan? life)
    {
        var etag = $"v{++_version}";
        _documents[key] = ((JsonObject)body.DeepClone(), etag, life);
        return etag;
    }

    private static StoredDocument Stored(PartitionKey partition, string id, JsonObject body, string etag)
    {
        var full = (JsonObject)body.DeepClone();
        full["id"] = id;
        full["_pk"] = partition.ToString();
        full["_etag"] = $"\"{etag}\"";
        return new StoredDocument(id, Encoding.UTF8.GetBytes(full.ToJsonString()), etag);
    }

    private static JsonElement Element(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
