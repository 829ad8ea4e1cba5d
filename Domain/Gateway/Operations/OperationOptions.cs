namespace Virga.Gateway;

/// <summary>How operations are run; section <c>Gateway:Operations</c> of the configuration.</summary>
public sealed class OperationOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Operations";

    /// <summary>How often an operation is tried before it has failed, 1 to 100.</summary>
    /// <value>5</value>
    public int Attempts { get; set; } = 5;

    /// <summary>How long an attempt may take before it counts as dead and another may start: longer than host.json's <c>functionTimeout</c>; 1 second to 1 day.</summary>
    /// <value>6 minutes</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(6);

    /// <summary>The pause before the second attempt, doubled before each further one up to 5 minutes; at most 5 minutes.</summary>
    /// <value>2 seconds</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an operation is remembered after its last change, 1 hour to 1 year.</summary>
    /// <value>7 days</value>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>What <c>Retry-After</c> tells clients that ask too early; 1 second to 1 hour.</summary>
    /// <value>2 seconds</value>
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromSeconds(2);
}
