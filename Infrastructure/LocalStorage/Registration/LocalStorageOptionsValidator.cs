using Microsoft.Extensions.Options;

namespace Virga.LocalStorage;

internal sealed class LocalStorageOptionsValidator : IValidateOptions<LocalStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalStorageOptions options) =>
        string.IsNullOrWhiteSpace(options.DataSource)
            ? ValidateOptionsResult.Fail($"{LocalStorageOptions.Section}:{nameof(options.DataSource)} is empty. Name a file, or ':memory:'.")
            : ValidateOptionsResult.Success;
}
