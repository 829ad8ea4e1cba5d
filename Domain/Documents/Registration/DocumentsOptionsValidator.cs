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

        result.AddUnlessWithin("Documents:CursorLifetime", options.CursorLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        result.AddUnlessWithin("Documents:RaceRetries", options.RaceRetries, 0, 100);
        result.AddUnlessWithin("Documents:WriteConcurrency", options.WriteConcurrency, 1, 100);
        result.AddUnlessWithin("Documents:Retry:MaxRetries", options.Retry.MaxRetries, 0, 20);
        result.AddUnlessWithin("Documents:Retry:MaxTime", options.Retry.MaxTime, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        result.AddUnlessWithin("Documents:Retry:FirstPause", options.Retry.FirstPause, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        if (options.NewGuid is null)
        {
            result.AddError("It must not be null.", "Documents:NewGuid");
        }

        return result.Build();
    }

    private static bool IsKey(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var written) && written >= CursorKeyBytes;
    }
}
