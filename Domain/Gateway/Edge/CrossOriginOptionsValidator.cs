using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class CrossOriginOptionsValidator : IValidateOptions<CrossOriginOptions>
{
    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.Origins.Contains("*") && options.Credentials)
        {
            faults.AddError("Gateway:Cors allows credentials to every origin ('*'): any page could act as whoever looks at it. Name the origins, or set Credentials to false.");
        }

        if (options.Origins.Contains("*") && options.Origins.Count > 1)
        {
            faults.AddError("Gateway:Cors:Origins has '*' and others; give '*' alone, or the others.");
        }

        foreach (var origin in options.Origins.Where(origin => origin != "*" && !IsOrigin(origin)))
        {
            faults.AddError($"Gateway:Cors:Origins has '{origin}'; give scheme, host and port and nothing else: https://app.example.com.");
        }

        if (options.MaxAge < TimeSpan.Zero || options.MaxAge > TimeSpan.FromDays(1))
        {
            faults.AddError($"Gateway:Cors:MaxAge is {options.MaxAge}; give 0 to 1 day.");
        }

        return faults.Build();
    }

    private static bool IsOrigin(string origin)
    {
        var plain = origin.Replace("://*.", "://wildcard.", StringComparison.Ordinal);
        return Uri.TryCreate(plain, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            && plain.Equals(url.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase) && !plain.Contains('*', StringComparison.Ordinal) && url.UserInfo.Length == 0;
    }
}
