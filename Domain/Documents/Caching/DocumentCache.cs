using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace Virga.Documents;

/// <summary>A read-through cache of point reads, for the models that ask for one (DynamoDB's DAX): <see cref="DocumentsBuilder.Cache"/>.</summary>
/// <remarks>
/// <para>A reader of this process never sees less than the process's own last write. What other processes write is seen when the entry's life is over, or as soon as the change feed tells this
/// process (<see cref="ChangeDispatcher"/>; the feed comes to one process of several, so keep lives short where there are more). Readers that need the newest say <see cref="ReadOptions.NoCache"/>; reads with a session token, reads of many, queries and the reads before a write
/// never come from the cache. That there is no document is not kept.</para>
/// <para>Callers that miss at the same time share one request. With an <c>IDistributedCache</c> registered, processes share entries (HybridCache's second level).</para>
/// </remarks>
public sealed class DocumentCache
{
    private const int Neighbourhoods = 4096;

    private readonly HybridCache _cache;
    private readonly Dictionary<(string Container, string Model), HybridCacheEntryOptions> _models;
    private readonly string _reader = Guid.NewGuid().ToString("N");
    private readonly long[] _stamps = new long[Neighbourhoods];

    internal DocumentCache(HybridCache cache, IEnumerable<CachedModel> models)
    {
        _cache = cache;
        _models = models.ToDictionary(
            model => (model.Schema.Container, model.Schema.Name),
            model => new HybridCacheEntryOptions { Expiration = model.Life, LocalCacheExpiration = model.Life });
    }

    /// <summary>Drops a document that somebody has written: what a change feed handler calls for every change it sees.</summary>
    /// <param name="partition">The document's partition.</param>
    /// <param name="storedId">Its stored id.</param>
    /// <param name="cancellationToken">Gives up waiting for the second level; the process itself has forgotten already.</param>
    public async ValueTask ForgetAsync(StorePartition partition, string storedId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storedId);
        if (!TryFind(partition, storedId, out _))
        {
            return;
        }

        var key = KeyOf(partition, storedId);
        Interlocked.Increment(ref StampOf(key));
        DocumentsTelemetry.CacheForgotten(partition.Container);
        await _cache.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops a document that the change feed of one of its model's containers tells of.</summary>
    internal async ValueTask ForgetAsync(string model, PartitionKey partition, string storedId, CancellationToken cancellationToken)
    {
        foreach (var (container, cached) in _models.Keys)
        {
            if (cached == model)
            {
                await ForgetAsync(new StorePartition(container, partition), storedId, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the document's model is cached.</summary>
    internal bool TryFind(StorePartition partition, string storedId, [NotNullWhen(true)] out HybridCacheEntryOptions? options) =>
        _models.TryGetValue((partition.Container, StoredId.ModelOf(storedId)), out options);

    internal async ValueTask<StoredDocument?> GetAsync(
        StorePartition partition, string storedId, HybridCacheEntryOptions options, Func<CancellationToken, Task<StoredDocument?>> read, CancellationToken cancellationToken)
    {
        var key = KeyOf(partition, storedId);
        var asked = Volatile.Read(ref StampOf(key));
        StoredDocument? fresh = null;
        var entry = await _cache.GetOrCreateAsync(
            key,
            async token =>
            {
                var stamp = Volatile.Read(ref StampOf(key));
                fresh = await read(token).ConfigureAwait(false);
                return new CachedDocument(_reader, stamp, fresh?.Body.ToArray(), fresh?.ETag ?? "");
            },
            options,
            cancellationToken: cancellationToken).ConfigureAwait(false);

        if (entry.Reader == _reader && entry.Stamp < asked)
        {
            // Read before a write that this caller may know of.
            await _cache.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
            DocumentsTelemetry.CacheRead(partition.Container, "stale");
            return await read(cancellationToken).ConfigureAwait(false);
        }

        if (entry.Body is null)
        {
            await _cache.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
        }

        DocumentsTelemetry.CacheRead(partition.Container, fresh is null && entry.Body is not null ? "hit" : "miss");
        return fresh ?? (entry.Body is null ? null : new StoredDocument(storedId, entry.Body, entry.ETag));
    }

    private ref long StampOf(string key) => ref _stamps[(uint)string.GetHashCode(key, StringComparison.Ordinal) % Neighbourhoods];

    // Lengths before texts, so that no two addresses look the same.
    private static string KeyOf(StorePartition partition, string storedId)
    {
        var key = new StringBuilder("virga|").Append(partition.Container).Append('|');
        for (var level = 0; level < partition.Key.Count; level++)
        {
            key.Append(CultureInfo.InvariantCulture, $"{partition.Key[level].Length}:").Append(partition.Key[level]);
        }

        return key.Append('|').Append(storedId).ToString();
    }
}
