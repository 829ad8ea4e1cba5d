namespace Virga.Gateway;

/// <summary>How much goes a canary's way; section <c>Gateway:Canaries:{name}</c> of the configuration, read anew when it changes.</summary>
public sealed class CanaryOptions
{
    /// <summary>The configuration section under which each canary has its own.</summary>
    public const string Section = "Gateway:Canaries";

    /// <summary>How many of a hundred requests go the canary's way, 0 to 100, fractions too.</summary>
    /// <value>0: none</value>
    public double Percent { get; set; }

    /// <summary>Whether a caller always goes the same way as long as <see cref="Percent"/> does not change; callers nobody knows go by chance.</summary>
    /// <value>false: every request by chance, as in API Gateway</value>
    public bool Sticky { get; set; }
}
