namespace Virga.Gateway;

/// <summary>From which networks requests are taken; section <c>Gateway:Networks</c> of the configuration. Asked before anything else of the caller.</summary>
/// <remarks>The address is the peer's, or what a trusted proxy says (<see cref="ForwardedOptions"/>). What the platform can refuse (access restrictions) is better refused there.</remarks>
public sealed class NetworkOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Networks";

    /// <summary>The networks (<c>203.0.113.0/24</c>) or addresses that may call.</summary>
    /// <value>empty: all</value>
    public IList<string> Allowed { get; } = [];

    /// <summary>The networks or addresses that may not, whatever <see cref="Allowed"/> says.</summary>
    /// <value>empty</value>
    public IList<string> Denied { get; } = [];
}
