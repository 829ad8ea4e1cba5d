namespace Virga.LocalHost;

/// <summary>Says how often a failed invocation is tried again. Without one, the trigger's own rule holds, which for Event Grid, Cosmos DB and timers in the host means never.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>How often at most, after the first try; -1 for endlessly.</summary>
    public int MaxRetryCount { get; set; }
}
