using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Finds everything wrong with <see cref="DocumentsOptions"/>.</summary>
internal sealed class DocumentsOptionsValidator : IValidateOptions<DocumentsOptions>
{
    public const int CursorKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, DocumentsOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.CursorKey is { } key && !IsKey(key))
        {
            result.AddError($"It must be at least {CursorKeyBytes} bytes in base64. Make one with: openssl rand -base64 {CursorKeyBytes}", "Documents:CursorKey");
        }

        if (options.PreviousCursorKey is { } previous && !IsKey(previous))
        {
            result.AddError($"It must be at least {CursorKeyBytes} bytes in base64, or not set.", "Documents:PreviousCursorKey");
        }

        if (options.CursorLifetime < TimeSpan.FromMinutes(1) || options.CursorLifetime > TimeSpan.FromDays(30))
        {
            result.AddError($"{options.CursorLifetime} is not from 1 minute to 30 days.", "Documents:CursorLifetime");
        }

        if (options.RaceRetries is < 0 or > 100)
        {
            result.AddError($"{options.RaceRetries} is not from 0 to 100.", "Documents:RaceRetries");
        }

        if (options.WriteConcurrency is < 1 or > 100)
        {
            result.AddError($"{options.WriteConcurrency} is not from 1 to 100.", "Documents:WriteConcurrency");
        }

        if (options.Retry.MaxRetries is < 0 or > 20)
        {
            result.AddError($"{options.Retry.MaxRetries} is not from 0 to 20.", "Documents:Retry:MaxRetries");
        }

        CheckTime(result, options.Retry.MaxTime, TimeSpan.FromMinutes(5), "Documents:Retry:MaxTime");
        CheckTime(result, options.Retry.FirstPause, TimeSpan.FromMinutes(1), "Documents:Retry:FirstPause");
        if (options.NewGuid is null)
        {
            result.AddError("It must not be null.", "Documents:NewGuid");
        }

        return result.Build();
    }

    private static void CheckTime(ValidateOptionsResultBuilder result, TimeSpan time, TimeSpan longest, string name)
    {
        if (time < TimeSpan.Zero || time > longest)
        {
            result.AddError($"{time} is not from {TimeSpan.Zero} to {longest}.", name);
        }
    }

    private static bool IsKey(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var written) && written >= CursorKeyBytes;
    }
}
