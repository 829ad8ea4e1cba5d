namespace Virga.Gateway;

/// <summary>How fast requests may come; section <c>Gateway:Throttling</c> of the configuration.</summary>
/// <remarks>Every bucket is one instance's own: with N instances up to N times as much gets through. What counts over all instances is a usage plan's quota.</remarks>
public sealed class ThrottlingOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Throttling";

    /// <summary>One bucket for all requests of the instance, asked before anything is read of a request; null for none. API Gateway has 10,000 a second and 5,000 at once.</summary>
    /// <value>null</value>
    public ThrottlePolicy? Global { get; set; }

    /// <summary>The policies that <see cref="ThrottleAttribute"/>s name.</summary>
    /// <value>empty</value>
    public IDictionary<string, ThrottlePolicy> Policies { get; } = new Dictionary<string, ThrottlePolicy>(StringComparer.Ordinal);

    /// <summary>Adds a policy.</summary>
    /// <param name="name">Its name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="burst">The most requests at once.</param>
    /// <param name="per">Who shares a bucket.</param>
    public ThrottlingOptions Policy(string name, double rate, int burst, ThrottleScope per = ThrottleScope.Client)
    {
        Policies[name] = new ThrottlePolicy { Rate = rate, Burst = burst, Per = per };
        return this;
    }
}
