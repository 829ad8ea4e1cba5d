using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class CachingOptionsValidator : IValidateOptions<CachingOptions>
{
    private const long MostAnswerBytes = 16 * 1024 * 1024;
    private const long LeastBytes = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, CachingOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.InvalidationScope))
        {
            faults.AddError("Gateway:Caching:InvalidationScope is empty; name the scope that lets a client ask past the cache.");
        }

        if (string.IsNullOrEmpty(options.Name) || !options.Name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.') || !char.IsAsciiLetter(options.Name[0]))
        {
            faults.AddError($"Gateway:Caching:Name is '{options.Name}'; give a token: a letter, then letters, digits, '-', '_' and '.'.");
        }

        if (options.MaximumAnswerBytes is < 1 or > MostAnswerBytes)
        {
            faults.AddError($"Gateway:Caching:MaximumAnswerBytes is {options.MaximumAnswerBytes}; give 1 to {MostAnswerBytes}.");
        }

        if (options.MaximumBytes < LeastBytes)
        {
            faults.AddError($"Gateway:Caching:MaximumBytes is {options.MaximumBytes}; give at least {LeastBytes}.");
        }

        return faults.Build();
    }
}
