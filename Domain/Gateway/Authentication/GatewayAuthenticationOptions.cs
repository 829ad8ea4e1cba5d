namespace Virga.Gateway;

/// <summary>Whose tokens the gateway accepts; section <c>Authentication</c> of the configuration.</summary>
/// <remarks>
/// One issuer is set by <see cref="Authority"/> and <see cref="Audience"/>, several by <see cref="Authorities"/>.
/// Without any, no token is valid (development tokens in local development apart): functions that need one answer 401.
/// </remarks>
public sealed class GatewayAuthenticationOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Authentication";

    /// <summary>The issuer, whose keys are found by OpenID Connect discovery: <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    /// <value>null: no issuer is trusted, but for <see cref="Authorities"/></value>
    public Uri? Authority { get; set; }

    /// <summary>What a token's <c>aud</c> must be; it, <see cref="Audiences"/> or <see cref="ClientIds"/> is needed when <see cref="Authority"/> is set.</summary>
    /// <value>null</value>
    public string? Audience { get; set; }

    /// <summary>More that a token's <c>aud</c> may be; one of them suffices.</summary>
    /// <value>empty</value>
    public IList<string> Audiences { get; } = [];

    /// <summary>Which clients' tokens are accepted: see <see cref="TrustedIssuer.ClientIds"/>.</summary>
    /// <value>empty: all clients'</value>
    public IList<string> ClientIds { get; } = [];

    /// <summary>What a token's <c>iss</c> may be, beside what discovery says: see <see cref="TrustedIssuer.Issuers"/>.</summary>
    /// <value>empty</value>
    public IList<string> Issuers { get; } = [];

    /// <summary>The signature algorithms accepted; only asymmetric ones (RS, PS and ES families).</summary>
    /// <value>RS256, PS256, ES256 when left empty</value>
    public IList<string> Algorithms { get; } = [];

    /// <summary>More issuers, at most 10.</summary>
    /// <value>empty</value>
    public IList<TrustedIssuer> Authorities { get; } = [];

    /// <summary>How far an issuer's clock may be off when lifetimes are checked, at most 10 minutes.</summary>
    /// <value>1 minute</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long discovery and an issuer's keys are waited for, 50 milliseconds to 30 seconds.</summary>
    /// <value>1.5 seconds (API Gateway)</value>
    public TimeSpan KeysTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How soon after one look at an issuer's keys an unknown key lets the gateway look again, 1 second to 1 hour.</summary>
    /// <value>5 minutes</value>
    public TimeSpan KeysRefreshInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the caller that App Service's own authentication found (<c>X-MS-CLIENT-PRINCIPAL</c>) is believed. Counts only where App Service says that it authenticates.</summary>
    /// <value>false</value>
    public bool EasyAuth { get; set; }

    /// <summary>All issuers, the first one's own settings included.</summary>
    internal IReadOnlyList<TrustedIssuer> All
    {
        get
        {
            if (Authority is null)
            {
                return [.. Authorities];
            }

            var first = new TrustedIssuer { Authority = Authority };
            Add(first.Audiences, Audience is null ? Audiences : [Audience, .. Audiences]);
            Add(first.ClientIds, ClientIds);
            Add(first.Issuers, Issuers);
            Add(first.Algorithms, Algorithms);
            return [first, .. Authorities];
        }
    }

    private static void Add(IList<string> to, IEnumerable<string> from)
    {
        foreach (var value in from)
        {
            to.Add(value);
        }
    }
}
