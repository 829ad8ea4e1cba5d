namespace Virga.Gateway;

/// <summary>Which bucket a request takes from. A rate that changes is another bucket.</summary>
internal readonly record struct ThrottleBucket(string Policy, string Function, string Client, double Rate, int Burst)
{
    public ThrottleBucket(string policy, string function, string client, UsageRate rate)
        : this(policy, function, client, rate.Rate, rate.Burst)
    {
    }

    /// <summary>How long an empty bucket takes to fill, in seconds: the window of the RateLimit headers.</summary>
    public long WindowSeconds => Math.Max(1, (long)Math.Ceiling(Burst / Rate));
}
