using System.Globalization;

namespace Virga.Notifications;

/// <summary>The header that signs a raw delivery, whose body has no place for a signature: <c>t=&lt;seconds&gt;,kid=&lt;key&gt;,v2=&lt;base64&gt;</c>, RSA with SHA-256.</summary>
/// <remarks>SNS leaves raw deliveries unsigned. The topic is part of what is signed, so that a message cannot be passed off as another topic's.</remarks>
/// <param name="Timestamp">When the attempt was made, in seconds since 1970.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Value">The signature, base64.</param>
internal sealed record RawSignature(long Timestamp, string KeyId, string Value)
{
    public const string Header = "x-virga-signature";
    public const string CertificateHeader = "x-virga-signing-cert-url";

    /// <summary>What is signed: time, message id, topic and body, each but the last on a line of its own.</summary>
    public static string Content(long timestamp, string messageId, string topicArn, string body) =>
        string.Create(CultureInfo.InvariantCulture, $"{timestamp}\n{messageId}\n{topicArn}\n{body}");

    public static RawSignature? Parse(string? header)
    {
        var parts = (header ?? "").Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0].Trim(), part => part[1], StringComparer.Ordinal);
        return long.TryParse(parts["t"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)
            && parts["kid"].FirstOrDefault() is { } key && parts["v2"].FirstOrDefault() is { } value
                ? new RawSignature(timestamp, key, value)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"t={Timestamp},kid={KeyId},v2={Value}");
}
