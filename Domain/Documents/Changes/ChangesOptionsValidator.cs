using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Finds everything wrong with <see cref="ChangesOptions"/>.</summary>
internal sealed class ChangesOptionsValidator : IValidateOptions<ChangesOptions>
{
    public ValidateOptionsResult Validate(string? name, ChangesOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, nameof(options.Attempts), options.Attempts, 1, 20);
        Check(result, nameof(options.Concurrency), options.Concurrency, 1, 100);
        Check(result, nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Check(result, nameof(options.Timeout), options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check(result, nameof(options.KeepInbox), options.KeepInbox, TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
        return result.Build();
    }

    private static void Check<T>(ValidateOptionsResultBuilder result, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            result.AddError($"{value} is not from {least} to {most}.", $"{ChangesOptions.Section}:{name}");
        }
    }
}
