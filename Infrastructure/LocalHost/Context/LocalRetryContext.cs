namespace Virga.LocalHost;

/// <summary>How often the invocation has been tried.</summary>
internal sealed class LocalRetryContext(int retryCount, int maxRetryCount) : RetryContext
{
    public static LocalRetryContext None { get; } = new(0, 0);

    public override int RetryCount { get; } = retryCount;

    public override int MaxRetryCount { get; } = maxRetryCount;
}
