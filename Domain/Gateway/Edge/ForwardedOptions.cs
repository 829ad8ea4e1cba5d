namespace Virga.Gateway;

/// <summary>Which proxies are believed when they say who calls and how (<c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>); section <c>Gateway:Forwarded</c> of the configuration.</summary>
/// <remarks>Without proxies these headers say nothing: any client can write them. Links are made of <see cref="GatewayOptions.PublicBaseUrl"/>, never of them.</remarks>
public sealed class ForwardedOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Forwarded";

    /// <summary>The addresses or networks (<c>10.0.0.0/8</c>) of the proxies. Behind the Functions host this machine, which is the host, is one of them without being named.</summary>
    /// <value>empty: forwarded headers are ignored</value>
    public IList<string> Proxies { get; } = [];

    /// <summary>How many proxies stand between the client and the app, 1 to 10.</summary>
    /// <value>1</value>
    public int Limit { get; set; } = 1;

    /// <summary>The host names that <c>X-Forwarded-Host</c> may have; empty to ignore it.</summary>
    /// <value>empty</value>
    public IList<string> Hosts { get; } = [];
}
