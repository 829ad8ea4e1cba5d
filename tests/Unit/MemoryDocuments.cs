using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit;

/// <summary>What the stores of tests keep in memory, and how they keep it. What a store means is tested on the real ones.</summary>
internal sealed class MemoryDocuments
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(PartitionKey Partition, string Id), MemoryDocument> _documents = [];
    private int _version;

    /// <summary>How many writes happened.</summary>
    public int Writes => _version;

    /// <summary>All documents, by partition and id.</summary>
    public IReadOnlyList<MemoryDocument> All()
    {
        lock (_lock)
        {
            return [.. _documents.Values.OrderBy(document => document.Partition.ToString(), StringComparer.Ordinal).ThenBy(document => document.Id, StringComparer.Ordinal)];
        }
    }

    public MemoryDocument? Find(PartitionKey partition, string id)
    {
        lock (_lock)
        {
            return _documents.GetValueOrDefault((partition, id));
        }
    }

    /// <summary>Keeps a document whatever was there, and gives back its version.</summary>
    public string Put(PartitionKey partition, string id, JsonObject body, TimeSpan? life = null)
    {
        lock (_lock)
        {
            var etag = NextETag();
            _documents[(partition, id)] = new MemoryDocument(partition, id, (JsonObject)body.DeepClone(), etag, life);
            return etag;
        }
    }

    /// <summary>Does what is asked or refuses it, and gives back the version; empty when the document is gone.</summary>
    public string Write(PartitionKey partition, StoreOperation operation)
    {
        lock (_lock)
        {
            var current = _documents.GetValueOrDefault((partition, operation.Id));
            if (current is null && (operation is not (StoreOperation.Create or StoreOperation.Upsert) || operation.IfMatch is not null))
            {
                throw new DocumentNotFoundException(operation.Id);
            }

            if (operation.IfMatch is { } version && version != current?.ETag)
            {
                throw new ETagMismatchException(operation.Id);
            }

            switch (operation)
            {
                case StoreOperation.Create when current is not null:
                    throw new DocumentExistsException(operation.Id);
                case StoreOperation.Whole whole:
                    Assert.DoesNotContain(whole.Body, attribute => attribute.Key is "id" or "ttl" or "_pk");
                    return Put(partition, operation.Id, whole.Body, operation.TimeToLive);
                case StoreOperation.Patch patch:
                    return Put(partition, operation.Id, Patched(patch, current!.Body), operation.TimeToLive ?? current.Life);
                case StoreOperation.Check check:
                    return Put(partition, operation.Id, Checked(check.Condition, current!.Body), operation.TimeToLive ?? current.Life);
                default:
                    _documents.Remove((partition, operation.Id));
                    return "";
            }
        }
    }

    /// <summary>Does all that is asked or nothing.</summary>
    /// <param name="transaction">What is asked.</param>
    /// <param name="before">What each operation must pass before.</param>
    public ImmutableArray<string> Transact(StoreTransaction transaction, Action<StoreOperation>? before = null)
    {
        lock (_lock)
        {
            var kept = _documents.ToArray();
            var etags = ImmutableArray.CreateBuilder<string>();
            foreach (var operation in transaction.Operations)
            {
                try
                {
                    before?.Invoke(operation);
                    etags.Add(Write(transaction.Partition.Key, operation));
                }
                catch (StoreException fault)
                {
                    _documents.Clear();
                    foreach (var (key, document) in kept)
                    {
                        _documents.Add(key, document);
                    }

                    throw new TransactionFailedException(etags.Count, operation.Id, fault);
                }
            }

            return etags.ToImmutable();
        }
    }

    /// <summary>A page of what a query asks for: ordered by its first attribute, else by partition and id.</summary>
    /// <param name="query">What is asked. A range is what the partition starts with.</param>
    /// <param name="longestPage">The most documents a page has, whatever is asked for.</param>
    public StorePage Query(StoreQuery query, int longestPage = int.MaxValue)
    {
        IReadOnlyList<MemoryDocument> all =
        [
            .. All().Where(document => (query.Partition is null || document.Partition == query.Partition)
                && (query.Range is null || document.Partition.ToString().StartsWith(query.Range, StringComparison.Ordinal))
                && (query.Filter is null || ConditionEvaluator.Matches(query.Filter, document.Body))),
        ];
        if (query.Order is [{ Path.Segments: [{ Name: { } name }] } order])
        {
            var sorted = all.Where(document => document.Body.ContainsKey(name)).OrderBy(document => NumberOf(document.Body[name]!))
                .ThenBy(document => document.Body[name]!.ToString(), StringComparer.Ordinal);
            all = [.. order.Descending ? sorted.Reverse() : sorted];
        }

        var skip = query.Continuation is null ? 0 : int.Parse(query.Continuation, CultureInfo.InvariantCulture);
        var page = all.Skip(skip).Take(Math.Min(query.PageSize, longestPage)).Select(document => document.ToStored()).ToList();
        var next = skip + page.Count;
        return new StorePage(page, next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null, 1);
    }

    private string NextETag() => $"v{++_version}";

    private static double NumberOf(JsonNode value) => value.GetValueKind() == JsonValueKind.Number ? (double)value : 0;

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
}
