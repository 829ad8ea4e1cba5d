namespace Virga.LocalHost;

/// <summary>Tries a failed invocation again after a fixed time.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Tries again after a fixed time.</summary>
    /// <param name="maxRetryCount">How often at most, after the first try; -1 for endlessly.</param>
    /// <param name="delayInterval">How long to wait before each try, as <c>hh:mm:ss</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is no time span, or negative.</exception>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        if (!TimeSpan.TryParse(delayInterval, out var delay) || delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(delayInterval), delayInterval, "Not a time span of zero or more.");
        }

        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>How long to wait before each try.</summary>
    public string DelayInterval { get; }
}
