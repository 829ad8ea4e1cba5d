namespace Virga.Gateway;

/// <summary>How API keys are made and checked; section <c>Gateway:ApiKeys</c> of the configuration.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:ApiKeys";

    /// <summary>The request header that carries the key.</summary>
    /// <value>x-api-key (as API Gateway)</value>
    public string Header { get; set; } = "x-api-key";

    /// <summary>What every generated key starts with, so that people and secret scanners recognise it: 1 to 20 letters, digits, <c>-</c> and <c>_</c>.</summary>
    /// <value>virga_</value>
    public string Prefix { get; set; } = "virga_";

    /// <summary>How long an instance trusts what it knows of a key and its plan, at most 5 minutes: a key that is disabled elsewhere works here this much longer.</summary>
    /// <value>10 seconds</value>
    public TimeSpan TrustFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often at most an instance writes down when a key was last used, 1 minute to 1 day.</summary>
    /// <value>15 minutes</value>
    public TimeSpan LastUsedEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the old value works after a rotation that does not say, at most 30 days.</summary>
    /// <value>1 day</value>
    public TimeSpan RotationOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The most requests an instance takes from a quota at once, 1 to 10,000; a larger number means fewer writes and a count that runs further ahead of what was used.</summary>
    /// <value>100</value>
    public int QuotaBlock { get; set; } = 100;
}
