using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using NSec.Cryptography;

namespace Virga.Notifications;

/// <summary>The Ed25519 keys that webhooks are signed with for Standard Webhooks (<c>v1a</c>): one for the app, so that receivers need no secret.</summary>
/// <remarks>Source: Standard Webhooks 1.0. .NET has no Ed25519 of its own; libsodium does it, by NSec.</remarks>
public sealed class WebhookKeys : IDisposable
{
    /// <summary>What serialised private keys begin with.</summary>
    public const string PrivatePrefix = "whsk_";

    /// <summary>What serialised public keys begin with.</summary>
    public const string PublicPrefix = "whpk_";

    internal const string Version = "v1a,";

    private const int SeedBytes = 32;

    private readonly Key[] _keys;

    internal WebhookKeys(IOptions<SigningOptions> options)
    {
        IEnumerable<string> keys = options.Value.WebhookPrivateKey is { } current ? [current, .. options.Value.EarlierWebhookPrivateKeys] : [];
        _keys = [.. keys.Select(key => Read(key) ?? throw new InvalidOperationException("A webhook private key cannot be read."))];
        PublicKeys = [.. _keys.Select(key => PublicPrefix + Convert.ToBase64String(PublicBytes(key)))];
    }

    /// <summary>Whether there is a key to sign with.</summary>
    public bool IsConfigured => _keys.Length > 0;

    /// <summary>The public keys, for receivers: each <c>whpk_</c> and 32 bytes in base64, the current key's first.</summary>
    public IReadOnlyList<string> PublicKeys { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Dispose();
        }
    }

    /// <summary>A signature with the current key, and one with each earlier.</summary>
    internal IEnumerable<string> Sign(byte[] content) => _keys.Select(key => Version + Convert.ToBase64String(SignatureAlgorithm.Ed25519.Sign(key, content)));

    /// <summary>The public keys as JSON Web Keys (RFC 8037).</summary>
    internal IEnumerable<JsonObject> WebKeys() => _keys.Select(PublicBytes).Select(bytes => new JsonObject
    {
        ["kty"] = "OKP",
        ["crv"] = "Ed25519",
        ["use"] = "sig",
        ["alg"] = "EdDSA",
        ["kid"] = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)),
        ["x"] = Base64Url.EncodeToString(bytes),
        ["whpk"] = PublicPrefix + Convert.ToBase64String(bytes),
    });

    /// <summary>Reads a private key, with or without <c>whsk_</c> before it: the 32 bytes of its seed, or these and the 32 of its public key. Null when it is none.</summary>
    internal static Key? Read(string text)
    {
        if (Bytes(text, PrivatePrefix) is not { Length: SeedBytes or 2 * SeedBytes } bytes)
        {
            return null;
        }

        var key = Key.Import(SignatureAlgorithm.Ed25519, bytes.AsSpan(0, SeedBytes), KeyBlobFormat.RawPrivateKey);
        if (bytes.Length == SeedBytes || bytes.AsSpan(SeedBytes).SequenceEqual(PublicBytes(key)))
        {
            return key;
        }

        key.Dispose();
        return null;
    }

    /// <summary>Reads a public key, <c>whpk_</c> before it; null when it is none.</summary>
    internal static PublicKey? ReadPublic(string text) =>
        Bytes(text, PublicPrefix) is { Length: SeedBytes } bytes && PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes, KeyBlobFormat.RawPublicKey, out var key) ? key : null;

    /// <summary>Whether a signature, <c>v1a,</c> left out, is one of a key over a content.</summary>
    internal static bool Verify(PublicKey key, byte[] content, string signature)
    {
        var bytes = new byte[SignatureAlgorithm.Ed25519.SignatureSize + 2];
        return Convert.TryFromBase64String(signature, bytes, out var length) && length == SignatureAlgorithm.Ed25519.SignatureSize
            && SignatureAlgorithm.Ed25519.Verify(key, content, bytes.AsSpan(0, length));
    }

    private static byte[] PublicBytes(Key key) => key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    private static byte[]? Bytes(string text, string prefix)
    {
        var own = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        var bytes = new byte[own.Length];
        return Convert.TryFromBase64String(own, bytes, out var length) ? bytes[..length] : null;
    }
}
