using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Notifications;

/// <summary>The signature scheme of Standard Webhooks 1.0: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.</summary>
internal static class StandardWebhooks
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>What a symmetric signature begins with.</summary>
    public const string Version = "v1,";

    public static byte[] Content(string id, long timestamp, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];

    public static string Sign(byte[] secret, byte[] content) => Version + Convert.ToBase64String(HMACSHA256.HashData(secret, content));
}
