using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class ApiKeyOptionsValidator : IValidateOptions<ApiKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (string.IsNullOrEmpty(options.Header) || options.Header.AsSpan().ContainsAnyExcept(ApiKeyText.Characters))
        {
            faults.AddError($"Gateway:ApiKeys:Header is '{options.Header}'; give the name of a header: letters, digits, '-' and '_'.");
        }

        if (options.Prefix is not { Length: >= 1 and <= 20 } || options.Prefix.AsSpan().ContainsAnyExcept(ApiKeyText.Characters))
        {
            faults.AddError($"Gateway:ApiKeys:Prefix is '{options.Prefix}'; give 1 to 20 letters, digits, '-' and '_'.");
        }

        faults.AddUnlessWithin("Gateway:ApiKeys:TrustFor", options.TrustFor, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        faults.AddUnlessWithin("Gateway:ApiKeys:LastUsedEvery", options.LastUsedEvery, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        faults.AddUnlessWithin("Gateway:ApiKeys:RotationOverlap", options.RotationOverlap, TimeSpan.Zero, ApiKeys.LongestOverlap);
        faults.AddUnlessWithin("Gateway:ApiKeys:QuotaBlock", options.QuotaBlock, 1, 10_000);
        return faults.Build();
    }
}
