using System.Threading.RateLimiting;

namespace Virga.Gateway;

/// <summary>The token buckets of this instance, on System.Threading.RateLimiting; a bucket nobody uses is dropped once it is full.</summary>
internal sealed class Throttles : IDisposable
{
    private readonly PartitionedRateLimiter<ThrottleBucket> _buckets = PartitionedRateLimiter.Create<ThrottleBucket, ThrottleBucket>(
        static bucket => RateLimitPartition.GetTokenBucketLimiter(bucket, static bucket => new TokenBucketRateLimiterOptions
        {
            TokenLimit = bucket.Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1 / bucket.Rate),
            QueueLimit = 0,
        }));

    /// <summary>Takes one request from a bucket: whether there was one, how many are left, and when there will be one again.</summary>
    public (bool Allowed, long Left, TimeSpan RetryAfter) Take(in ThrottleBucket bucket)
    {
        using var lease = _buckets.AttemptAcquire(bucket);
        if (lease.IsAcquired)
        {
            return (true, _buckets.GetStatistics(bucket)?.CurrentAvailablePermits ?? 0, TimeSpan.Zero);
        }

        return (false, 0, lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1 / bucket.Rate));
    }

    public void Dispose() => _buckets.Dispose();
}
