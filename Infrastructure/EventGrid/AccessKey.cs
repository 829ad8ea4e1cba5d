namespace Virga.EventGrid;

/// <summary>The form of topics' access keys.</summary>
internal static class AccessKey
{
    /// <summary>Whether a key is base64 of at least one byte.</summary>
    public static bool IsValid(string key) => Convert.TryFromBase64String(key, new byte[key.Length], out var length) && length > 0;
}
