using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class GatewayAuthenticationOptionsValidator : IValidateOptions<GatewayAuthenticationOptions>
{
    private const int MostAuthorities = 11;
    private const int MostNames = 50;

    private static readonly HashSet<string> Asymmetric =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public ValidateOptionsResult Validate(string? name, GatewayAuthenticationOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        for (var index = 0; index < options.Authorities.Count; index++)
        {
            Check(faults, $"Authentication:Authorities:{index}", options.Authorities[index]);
        }

        if (options.Authority is not null)
        {
            Check(faults, "Authentication", options.All[0]);
        }

        CheckSeveral(faults, options.All);
        faults.AddUnlessWithin("Authentication:ClockSkew", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        faults.AddUnlessWithin("Authentication:KeysTimeout", options.KeysTimeout, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30));
        faults.AddUnlessWithin("Authentication:KeysRefreshInterval", options.KeysRefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return faults.Build();
    }

    private static void Check(ValidateOptionsResultBuilder faults, string section, TrustedIssuer issuer)
    {
        if (issuer.Authority is not { IsAbsoluteUri: true, Scheme: "https" } authority || authority.Query.Length > 0 || authority.Fragment.Length > 0)
        {
            faults.AddError($"{section}:Authority is '{issuer.Authority}'; give an absolute https address.");
        }

        if (issuer.Audiences.Count == 0 && issuer.ClientIds.Count == 0)
        {
            faults.AddError($"{section}:Audience is missing; set it to the 'aud' the issuer writes for this API, or tokens for other APIs would be accepted.");
        }

        if (issuer.Audiences.Any(string.IsNullOrWhiteSpace) || issuer.ClientIds.Any(string.IsNullOrWhiteSpace) || issuer.Issuers.Any(string.IsNullOrWhiteSpace))
        {
            faults.AddError($"{section} has an empty audience, client id or issuer; remove it, or give its value.");
        }

        if (issuer.Audiences.Count > MostNames || issuer.ClientIds.Count > MostNames)
        {
            faults.AddError($"{section} has {issuer.Audiences.Count} audiences and {issuer.ClientIds.Count} client ids; give at most {MostNames} of each.");
        }

        foreach (var algorithm in issuer.Algorithms)
        {
            if (!Asymmetric.Contains(algorithm))
            {
                faults.AddError($"{section}:Algorithms has '{algorithm}'; only {string.Join(", ", Asymmetric)} are accepted.");
            }
        }
    }

    private static void CheckSeveral(ValidateOptionsResultBuilder faults, IReadOnlyList<TrustedIssuer> all)
    {
        if (all.Count > MostAuthorities)
        {
            faults.AddError($"Authentication names {all.Count} issuers; give at most {MostAuthorities}.");
        }

        foreach (var same in all.SelectMany(issuer => issuer.Issuers.Append(issuer.Authority?.OriginalString.TrimEnd('/') ?? "").Distinct()).GroupBy(text => text).Where(group => group.Count() > 1))
        {
            faults.AddError($"Authentication names the issuer '{same.Key}' {same.Count()} times; name it once, with all its audiences and clients.");
        }
    }
}
