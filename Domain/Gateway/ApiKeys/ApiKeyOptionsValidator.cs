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

        Check(faults, nameof(options.TrustFor), options.TrustFor, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Check(faults, nameof(options.LastUsedEvery), options.LastUsedEvery, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        Check(faults, nameof(options.RotationOverlap), options.RotationOverlap, TimeSpan.Zero, ApiKeys.LongestOverlap);
        if (options.QuotaBlock is < 1 or > 10_000)
        {
            faults.AddError($"Gateway:ApiKeys:QuotaBlock is {options.QuotaBlock}; give 1 to 10000.");
        }

        return faults.Build();
    }

    private static void Check(ValidateOptionsResultBuilder faults, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            faults.AddError($"Gateway:ApiKeys:{name} is {value}; give {least} to {most}.");
        }
    }
}
