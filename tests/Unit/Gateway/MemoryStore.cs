using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Gateway;

/// <summary>A store in memory, for tests of what the gateway makes of requests. What a store means is tested on the real ones.</summary>
internal sealed class MemoryStore : IDocumentStore
{
    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (PartitionKey Partition, JsonObject Body, string ETag)> _documents = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>What every call throws, when set.</summary>
    public Exception? Fault { get; set; }

    public int Writes => _version;

    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            return Task.FromResult<StoreReadResult>(_documents.TryGetValue(Key(partition, id), out var found)
                ? new StoreReadResult.Found(Stored(id, found.Body, found.ETag))
                : new StoreReadResult.Missing());
        }
    }

    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            var key = Key(partition, operation.Id);
            var exists = _documents.TryGetValue(key, out var current);
            if (operation is StoreOperation.Create && exists)
            {
                throw new DocumentExistsException("taken");
            }

            if (!exists && operation is not (StoreOperation.Create or StoreOperation.Upsert))
            {
                throw new DocumentNotFoundException("missing");
            }

            if (operation.IfMatch is { } version && version != current.ETag)
            {
                throw new ETagMismatchException("stale");
            }

            var etag = $"v{++_version}";
            if (operation is StoreOperation.Delete)
            {
                _documents.Remove(key);
                return Task.FromResult<StoredDocument?>(null);
            }

            var body = operation switch
            {
                StoreOperation.Create create => create.Body,
                StoreOperation.Upsert upsert => upsert.Body,
                StoreOperation.Replace replace => replace.Body,
                StoreOperation.Patch patch => UpdateApplier.Apply(current.Body, patch.Actions),
                _ => throw new NotSupportedException(operation.ToString()),
            };
            _documents[key] = (partition.Key, (JsonObject)body.DeepClone(), etag);
            return Task.FromResult<StoredDocument?>(Stored(operation.Id, options?.ReturnBody == true ? body : null, etag));
        }
    }

    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var before = _documents.ToDictionary();
            var etags = System.Collections.Immutable.ImmutableArray.CreateBuilder<string>();
            foreach (var operation in transaction.Operations)
            {
                try
                {
                    etags.Add(WriteAsync(transaction.Partition, operation, null, cancellationToken).GetAwaiter().GetResult()?.ETag ?? "");
                }
                catch (StoreException fault)
                {
                    _documents.Clear();
                    foreach (var (key, document) in before)
                    {
                        _documents[key] = document;
                    }

                    throw new TransactionFailedException(etags.Count, operation.Id, fault);
                }
            }

            return Task.FromResult(new StoreTransactionResult(etags.ToImmutable(), 1));
        }
    }

    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            var skip = query.Continuation is null ? 0 : int.Parse(query.Continuation, CultureInfo.InvariantCulture);
            var all = _documents
                .Where(entry => entry.Value.Partition == query.Partition && (query.Filter is null || ConditionEvaluator.Matches(query.Filter, entry.Value.Body)))
                .ToList();
            if (query.Order is [{ Path.Segments: [{ Name: { } name }] } order])
            {
                all = [.. all.Where(entry => entry.Value.Body.ContainsKey(name))
                    .OrderBy(entry => entry.Value.Body[name]!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (double)entry.Value.Body[name]! : 0)
                    .ThenBy(entry => entry.Value.Body[name]!.ToString(), StringComparer.Ordinal)];
                if (order.Descending)
                {
                    all.Reverse();
                }
            }

            var page = all.Skip(skip).Take(query.PageSize).Select(entry => Stored(entry.Key.Split(' ')[^1], entry.Value.Body, entry.Value.ETag)).ToList();
            var next = skip + page.Count;
            return Task.FromResult(new StorePage(page, next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null, 1));
        }
    }

    /// <summary>Everything that is stored, as text.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _documents.Values.Select(document => document.Body.ToJsonString(Plain)));
        }
    }

    private static string Key(StorePartition partition, string id) => $"{partition.Key} {id}";

    private static StoredDocument Stored(string id, JsonObject? body, string etag)
    {
        var full = (JsonObject?)body?.DeepClone();
        full?.Add("id", id);
        return new StoredDocument(id, full is null ? default(ReadOnlyMemory<byte>) : Encoding.UTF8.GetBytes(full.ToJsonString()), etag);
    }

    private void ThrowFault()
    {
        if (Fault is not null)
        {
            throw Fault;
        }
    }
}
