using Microsoft.Extensions.Configuration;
using Virga.Gateway;

namespace Virga.LocalHost;

/// <summary>The keys of this data folder: random, made when they are first needed, readable by their owner only.</summary>
internal static class DevelopmentKeys
{
    /// <summary>The file that holds the key of development tokens, in base64.</summary>
    public const string TokenKeyFile = "token.key";

    /// <summary>The file that holds the certificate webhook messages are signed with, and its key, in PEM.</summary>
    public const string SigningKeyFile = "signing.pem";

    private const string PrivateKeyStart = "-----BEGIN PRIVATE KEY-----";

    /// <summary>The certificate that webhook messages are signed with, and its private key, both in PEM.</summary>
    public static (string CertificatePem, string PrivateKeyPem) SigningKey(string? root, TimeProvider time)
    {
        var pem = root is null ? Create() : ReadOrCreate(root, SigningKeyFile, Create);
        var start = pem.IndexOf(PrivateKeyStart, StringComparison.Ordinal);
        return (pem[..start], pem[start..]);

        string Create()
        {
            var (certificate, key) = Notifications.SigningKey.Create("virga.localhost", time.GetUtcNow().AddMinutes(-5), TimeSpan.FromDays(3650));
            return $"{certificate}\n{key}\n";
        }
    }

    /// <summary>The file that holds the key cursors are signed with, in base64.</summary>
    public const string CursorKeyFile = "cursor.key";

    /// <summary>The key that cursors are signed with, in base64: the same after a restart.</summary>
    public static string CursorKey(string? root) => root is null ? NewKey() : ReadOrCreate(root, CursorKeyFile);

    /// <summary>The file that holds what the secrets of webhook subscriptions are derived from, in base64.</summary>
    public const string WebhookSecretFile = "webhook.key";

    /// <summary>What the secrets of webhook subscriptions are derived from, in base64: the same after a restart.</summary>
    public static string WebhookSecret(string? root) => root is null ? NewKey() : ReadOrCreate(root, WebhookSecretFile);

    /// <summary>The file that holds the Ed25519 key that webhooks are signed with, in base64.</summary>
    public const string WebhookPrivateKeyFile = "webhook-signing.key";

    /// <summary>The Ed25519 key that webhooks are signed with, in base64: the same after a restart.</summary>
    public static string WebhookPrivateKey(string? root) => root is null ? NewKey() : ReadOrCreate(root, WebhookPrivateKeyFile);

    /// <summary>The file that holds the key of the local Event Grid's topics, in base64.</summary>
    public const string EventGridKeyFile = "eventgrid.key";

    /// <summary>The key to publish to the local Event Grid with, in base64: the same after a restart.</summary>
    public static string EventGridKey(string? root) => root is null ? NewKey() : ReadOrCreate(root, EventGridKeyFile);

    /// <summary>The setting with the base64 key of development tokens, which goes before the file: for apps under <c>func start</c>.</summary>
    public const string TokenKeySetting = "VIRGA_DEVELOPMENT_TOKEN_KEY";

    /// <summary>The key of development tokens. It does not need the folder's lock: <c>token</c> runs beside the app.</summary>
    /// <exception cref="FormatException">The setting is not base64.</exception>
    public static byte[] TokenKey(IConfiguration configuration, string? root)
    {
        var text = configuration[TokenKeySetting] is { Length: > 0 } set ? set : root is null ? NewKey() : ReadOrCreate(root, TokenKeyFile);
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length)
            ? key[..length]
            : throw new FormatException($"{TokenKeySetting} is not base64. Set it to 32 random bytes, or leave it out.");
    }

    private static string ReadOrCreate(string root, string file, Func<string>? create = null)
    {
        OwnFiles.CreateFolder(root);
        return OwnFiles.ReadOrCreate(Path.Combine(root, file), create ?? NewKey);
    }

    private static string NewKey() => Convert.ToBase64String(DevelopmentTokens.NewKey());
}
