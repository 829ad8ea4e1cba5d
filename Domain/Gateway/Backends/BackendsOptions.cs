namespace Virga.Gateway;

/// <summary>The services that functions forward to, by their names; section <c>Gateway:Backends</c> of the configuration.</summary>
public sealed class BackendsOptions
{
    /// <summary>The configuration section the backends are bound to.</summary>
    public const string Section = "Gateway:Backends";

    /// <summary>The backends.</summary>
    public IDictionary<string, BackendOptions> Backends { get; } = new Dictionary<string, BackendOptions>(StringComparer.OrdinalIgnoreCase);
}
