using Microsoft.Extensions.Options;

namespace Virga.LocalStorage;

/// <summary>Finds what is wrong with <see cref="LocalStorageOptions"/>.</summary>
internal sealed class LocalStorageOptionsValidator : IValidateOptions<LocalStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalStorageOptions options) =>
        string.IsNullOrWhiteSpace(options.DataSource)
            ? ValidateOptionsResult.Fail($"{LocalStorageOptions.Section}:{nameof(options.DataSource)} is empty. Name a file, or ':memory:'.")
            : ValidateOptionsResult.Success;
}
