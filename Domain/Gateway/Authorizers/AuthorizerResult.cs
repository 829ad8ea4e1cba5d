using System.Collections.Immutable;
using System.ComponentModel;

namespace Virga.Gateway;

/// <summary>An authorizer's decision, and what it found out about the caller.</summary>
/// <param name="Verdict">The decision.</param>
[ImmutableObject(true)]
public sealed record AuthorizerResult(AuthorizerVerdict Verdict)
{
    private static readonly ImmutableArray<KeyValuePair<string, string>> Nothing = [];

    /// <summary>Who calls: becomes the claim <c>sub</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>What else is known of the caller, as claims: <c>scope</c> and <c>roles</c> count for <c>[RequireScope]</c> and <c>[RequireRole]</c>. A name may be there more than once.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Claims { get; init; } = Nothing;

    /// <summary>The API key the request counts on, instead of the one in the header (API Gateway's <c>usageIdentifierKey</c>); null to use the header.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The caller may.</summary>
    public static AuthorizerResult Allow(string subject, params IEnumerable<(string Type, string Value)> claims)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        return new AuthorizerResult(AuthorizerVerdict.Allow) { Subject = subject, Claims = [.. claims.Select(claim => KeyValuePair.Create(claim.Type, claim.Value))] };
    }

    /// <summary>The caller may not: 403.</summary>
    public static AuthorizerResult Deny() => new(AuthorizerVerdict.Deny);

    /// <summary>The caller is not who they say: 401.</summary>
    public static AuthorizerResult Unauthorized() => new(AuthorizerVerdict.Unauthorized);
}
