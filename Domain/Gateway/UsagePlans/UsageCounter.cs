using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Counts the requests of keys over all instances: each instance takes blocks from a counter in the store by one patch, and hands them out without asking.</summary>
/// <remarks>
/// A counter never gives more than the quota, so that a quota is never exceeded. Blocks shrink to a twentieth of what is left,
/// so that at the end instances hold little that others would need. What an instance holds when it ends is lost to the key.
/// </remarks>
internal sealed class UsageCounter(IDocumentStore store, IOptions<ApiKeyOptions> options, TimeProvider time) : IDisposable
{
    private const int MostBuckets = 10_000;
    private const int Shrink = 20;

    /// <summary>How long a counter is kept after its period, for reports.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(93);

    private static readonly DocumentPath Used = DocumentPath.Of("used");

    private readonly ConcurrentDictionary<string, UsageBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one request from a key's quota: whether it may, and what is left, as far as this instance knows.</summary>
    public async ValueTask<(bool Allowed, long Left, QuotaWindow Window)> TakeAsync(string key, UsageQuota? quota, CancellationToken cancellationToken)
    {
        var window = QuotaWindow.At(quota?.Period ?? QuotaPeriod.Day, time.GetUtcNow());
        var bucket = BucketOf(key, window);
        var limit = quota?.Limit ?? long.MaxValue;
        if (!bucket.TryTake() && !await TakeFromStoreAsync(key, bucket, limit, cancellationToken).ConfigureAwait(false))
        {
            return (false, 0, window);
        }

        return (true, quota is null ? long.MaxValue : Math.Max(0, limit - bucket.Counted) + bucket.Left, window);
    }

    /// <summary>The latest periods of a key, newest first.</summary>
    public async Task<IReadOnlyList<UsageRecord>> ReportAsync(string key, int periods, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(key);
        var query = new StoreQuery(partition.Container, partition.Key)
        {
            Filter = KeyDocuments.Is(DocumentPath.Of(EnvelopeNames.Model), ComparisonOperator.Equal, Model),
            Order = [new Ordering(DocumentPath.Of(EnvelopeNames.Key), Descending: true)],
            PageSize = periods,
        };
        var records = new List<UsageRecord>();
        do
        {
            var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            records.AddRange(page.Documents.Select(document => KeyDocuments.Read<UsageRecord>(document.Body)));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null && records.Count < periods);
        return [.. records.Take(periods)];
    }

    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
        {
            bucket.Dispose();
        }
    }

    private const string Model = "_usage";

    private static StorePartition PartitionOf(string key) => StorePartition.Of($"_usage:{key}");

    private UsageBucket BucketOf(string key, QuotaWindow window)
    {
        if (_buckets.TryGetValue(key, out var bucket) && bucket.Window == window)
        {
            return bucket;
        }

        if (_buckets.Count >= MostBuckets)
        {
            // What is taken and not used is lost, as when an instance ends; this many keys on one instance in one period are not expected.
            _buckets.Clear();
        }

        return _buckets.AddOrUpdate(key, static (_, now) => new UsageBucket(now), static (_, old, now) => old.Window == now ? old : new UsageBucket(now), window);
    }

    private async Task<bool> TakeFromStoreAsync(string key, UsageBucket bucket, long limit, CancellationToken cancellationToken)
    {
        await bucket.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (bucket.TryTake())
            {
                return true;
            }

            if (bucket.Counted >= limit)
            {
                return false;
            }

            var block = Math.Clamp((limit - bucket.Counted) / Shrink, 1, options.Value.QuotaBlock);
            var counted = await AddAsync(key, bucket.Window, block, cancellationToken).ConfigureAwait(false);
            bucket.Counted = counted;
            var granted = Math.Min(block, limit - (counted - block));
            if (granted <= 0)
            {
                return false;
            }

            bucket.Fill(granted);
            return true;
        }
        finally
        {
            bucket.Gate.Release();
        }
    }

    private async Task<long> AddAsync(string key, QuotaWindow window, long block, CancellationToken cancellationToken)
    {
        var partition = PartitionOf(key);
        var id = StoredId.Of(Model, window.Name);
        var add = new StoreOperation.Patch(id, [new UpdateAction.Increment(Used, block)]);
        var returning = new StoreWriteOptions { ReturnBody = true };
        for (var again = false; ; again = true)
        {
            try
            {
                var written = await store.WriteAsync(partition, add, returning, cancellationToken).ConfigureAwait(false);
                return KeyDocuments.Read<UsageRecord>(written!.Body).Used;
            }
            catch (DocumentNotFoundException) when (!again)
            {
                // The first request of the period.
            }

            try
            {
                var first = new UsageRecord(window.Period, window.Start, window.End, block);
                await store.WriteAsync(
                    partition,
                    new StoreOperation.Create(id, KeyDocuments.Write(Model, window.Name, first)) { TimeToLive = window.End - time.GetUtcNow() + KeptFor },
                    null,
                    cancellationToken).ConfigureAwait(false);
                return block;
            }
            catch (DocumentExistsException)
            {
                // Another instance was faster.
            }
        }
    }
}
