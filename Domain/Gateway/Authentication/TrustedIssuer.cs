namespace Virga.Gateway;

/// <summary>An issuer whose tokens the gateway accepts, and what it asks of them.</summary>
public sealed class TrustedIssuer
{
    /// <summary>The issuer, whose keys are found by OpenID Connect discovery: <c>https://login.microsoftonline.com/{tenant}/v2.0</c>.</summary>
    /// <value>null: must be set</value>
    public Uri? Authority { get; set; }

    /// <summary>What a token's <c>aud</c> may be; one of them suffices, at most 50.</summary>
    /// <value>empty</value>
    public IList<string> Audiences { get; } = [];

    /// <summary>Which clients' tokens are accepted (<c>azp</c>, <c>appid</c> or <c>client_id</c>), at most 50; empty for all.</summary>
    /// <remarks>A token without any <c>aud</c> (Amazon Cognito's access tokens) is accepted only by its client.</remarks>
    /// <value>empty</value>
    public IList<string> ClientIds { get; } = [];

    /// <summary>What a token's <c>iss</c> may be, beside what discovery says; needed where several issuers are trusted and the token's <c>iss</c> is not the authority's address (Entra ID's version 1 tokens).</summary>
    /// <value>empty</value>
    public IList<string> Issuers { get; } = [];

    /// <summary>The signature algorithms accepted; only asymmetric ones (RS, PS and ES families).</summary>
    /// <value>RS256, PS256, ES256 when left empty</value>
    public IList<string> Algorithms { get; } = [];

    internal bool Issued(string issuer) =>
        Issuers.Contains(issuer) || (Authority is { } authority && issuer.TrimEnd('/').Equals(authority.OriginalString.TrimEnd('/'), StringComparison.Ordinal));
}
