namespace Virga.Gateway;

/// <summary>A value of a key as it is stored: under half of its hash, with the whole hash, and whose it is.</summary>
/// <param name="Hash">The SHA-256 of the value, in base64.</param>
/// <param name="KeyId">The key's id.</param>
internal sealed record ApiSecretRecord(string Hash, string KeyId);
