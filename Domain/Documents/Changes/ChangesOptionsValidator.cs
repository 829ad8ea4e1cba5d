using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Finds everything wrong with <see cref="ChangesOptions"/>.</summary>
internal sealed class ChangesOptionsValidator : IValidateOptions<ChangesOptions>
{
    public ValidateOptionsResult Validate(string? name, ChangesOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddUnlessWithin($"{ChangesOptions.Section}:{nameof(options.Attempts)}", options.Attempts, 1, 20);
        result.AddUnlessWithin($"{ChangesOptions.Section}:{nameof(options.Concurrency)}", options.Concurrency, 1, 100);
        result.AddUnlessWithin($"{ChangesOptions.Section}:{nameof(options.RetryDelay)}", options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        result.AddUnlessWithin($"{ChangesOptions.Section}:{nameof(options.Timeout)}", options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        result.AddUnlessWithin($"{ChangesOptions.Section}:{nameof(options.KeepInbox)}", options.KeepInbox, TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
        return result.Build();
    }
}
