using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Finds everything wrong with <see cref="AuditOptions"/>.</summary>
internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddUnlessWithin($"{AuditOptions.Section}:{nameof(options.KeepFor)}", options.KeepFor, TimeSpan.FromDays(1), TimeSpan.FromDays(36_525));
        return result.Build();
    }
}
