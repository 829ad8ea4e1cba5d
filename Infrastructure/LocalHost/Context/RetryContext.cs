namespace Virga.LocalHost;

/// <summary>How often an invocation has been tried.</summary>
public abstract class RetryContext
{
    /// <summary>How often it has been tried again: 0 on the first try.</summary>
    public abstract int RetryCount { get; }

    /// <summary>How often it may be tried again; -1 for endlessly.</summary>
    public abstract int MaxRetryCount { get; }
}
