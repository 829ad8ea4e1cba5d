using Microsoft.Extensions.Options;

namespace Virga.Documents;

internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options) =>
        options.KeepFor < TimeSpan.FromDays(1) || options.KeepFor > TimeSpan.FromDays(36_525)
            ? ValidateOptionsResult.Fail($"Documents:Audit:KeepFor is {options.KeepFor}; give 1 day to 100 years.")
            : ValidateOptionsResult.Success;
}
