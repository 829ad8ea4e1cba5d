namespace Virga.Gateway;

/// <summary>A throttle: a token bucket in each instance, as API Gateway's throttling is best effort.</summary>
public sealed class ThrottlePolicy
{
    /// <summary>Requests a second that the bucket fills with, more than 0; fractions are meant.</summary>
    /// <value>0: must be set</value>
    public double Rate { get; set; }

    /// <summary>The most requests at once, 1 or more.</summary>
    /// <value>0: must be set</value>
    public int Burst { get; set; }

    /// <summary>Who shares a bucket.</summary>
    /// <value>Client</value>
    public ThrottleScope Per { get; set; }

    internal UsageRate ToRate() => new(Rate, Burst);
}
