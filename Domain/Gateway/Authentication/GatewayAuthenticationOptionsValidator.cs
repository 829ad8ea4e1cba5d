using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class GatewayAuthenticationOptionsValidator : IValidateOptions<GatewayAuthenticationOptions>
{
    private static readonly HashSet<string> Asymmetric =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public ValidateOptionsResult Validate(string? name, GatewayAuthenticationOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.Authority is { } authority && (!authority.IsAbsoluteUri || authority.Scheme != "https"))
        {
            faults.AddError($"Authentication:Authority is '{authority}'; give an absolute https address.");
        }

        if (options.Authority is not null && string.IsNullOrWhiteSpace(options.Audience))
        {
            faults.AddError("Authentication:Audience is missing; set it to the 'aud' the issuer writes for this API, or tokens for other APIs would be accepted.");
        }

        foreach (var algorithm in options.Algorithms)
        {
            if (!Asymmetric.Contains(algorithm))
            {
                faults.AddError($"Authentication:Algorithms has '{algorithm}'; only {string.Join(", ", Asymmetric)} are accepted.");
            }
        }

        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > TimeSpan.FromMinutes(10))
        {
            faults.AddError($"Authentication:ClockSkew is {options.ClockSkew}; give 0 to 10 minutes.");
        }

        return faults.Build();
    }
}
