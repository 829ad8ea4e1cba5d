namespace Virga.LocalHost;

/// <summary>Tries a failed invocation again after times that double from a minimum to a maximum.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <summary>Tries again after times that double.</summary>
    /// <param name="maxRetryCount">How often at most, after the first try; -1 for endlessly.</param>
    /// <param name="minimumInterval">The first wait, as <c>hh:mm:ss</c>.</param>
    /// <param name="maximumInterval">The longest wait, as <c>hh:mm:ss</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An interval is no time span, or negative.</exception>
    /// <exception cref="ArgumentException">The minimum is greater than the maximum.</exception>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        if (!TimeSpan.TryParse(minimumInterval, out var minimum) || minimum < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(minimumInterval), minimumInterval, "Not a time span of zero or more.");
        }

        if (!TimeSpan.TryParse(maximumInterval, out var maximum) || maximum < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(maximumInterval), maximumInterval, "Not a time span of zero or more.");
        }

        if (minimum > maximum)
        {
            throw new ArgumentException("The minimum interval must not be greater than the maximum interval.", nameof(minimumInterval));
        }

        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>The first wait.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest wait.</summary>
    public string MaximumInterval { get; }
}
