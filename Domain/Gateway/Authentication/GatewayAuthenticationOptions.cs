namespace Virga.Gateway;

/// <summary>Whose tokens the gateway accepts; section <c>Authentication</c> of the configuration.</summary>
/// <remarks>Without an <see cref="Authority"/> no token is valid (development tokens in local development apart): functions that need one answer 401.</remarks>
public sealed class GatewayAuthenticationOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Authentication";

    /// <summary>The issuer, whose keys are found by OpenID Connect discovery: <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    /// <value>null: no issuer is trusted</value>
    public Uri? Authority { get; set; }

    /// <summary>What a token's <c>aud</c> must be; needed when <see cref="Authority"/> is set.</summary>
    /// <value>null</value>
    public string? Audience { get; set; }

    /// <summary>The signature algorithms accepted; only asymmetric ones (RS, PS and ES families).</summary>
    /// <value>RS256, PS256, ES256 when left empty</value>
    public IList<string> Algorithms { get; } = [];

    /// <summary>How far the issuer's clock may be off when lifetimes are checked, at most 10 minutes.</summary>
    /// <value>1 minute</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);
}
