namespace Virga.Notifications;

/// <summary>A signature and the key it was made with.</summary>
/// <param name="KeyId">Which key: part of <c>SigningCertURL</c>.</param>
/// <param name="Value">The signature in base64.</param>
public sealed record MessageSignature(string KeyId, string Value);
