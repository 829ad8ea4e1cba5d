using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Virga.Notifications;

/// <summary>Checks, for who receives them, requests with Standard Webhooks headers: this framework's, and any other sender's.</summary>
/// <remarks>Source: Standard Webhooks 1.0, symmetric signatures (<c>v1</c>) with a secret, asymmetric ones (<c>v1a</c>, Ed25519) with the sender's public key. A signature counts only for a key of its kind.</remarks>
public sealed class WebhookVerifier
{
    private const int MinimumSecretBytes = 24;
    private const int MaximumSecretBytes = 64;
    private const int MaximumSignatures = 20; // each costs a calculation, and the header is the sender's to choose

    private readonly byte[][] _secrets;
    private readonly PublicKey[] _keys;
    private readonly TimeProvider _time;
    private readonly TimeSpan _window;

    /// <summary>A verifier with a subscription's secret or the sender's public key, and while that changes with both.</summary>
    /// <param name="secrets">Secrets, each base64 of 24 to 64 bytes, with or without <c>whsec_</c> before it; or public keys, each <c>whpk_</c> and base64 of 32 bytes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="window">How far an attempt's time may be from now.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is not such.</exception>
    public WebhookVerifier(IReadOnlyList<string> secrets, TimeProvider time, TimeSpan window)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(time);
        if (secrets.Count == 0)
        {
            throw new ArgumentException("Give the subscription's secret, or the sender's public key.", nameof(secrets));
        }

        var isPublic = secrets.ToLookup(secret => secret.StartsWith(WebhookKeys.PublicPrefix, StringComparison.Ordinal));
        _secrets = [.. isPublic[false].Select(Parse)];
        _keys = [.. isPublic[true].Select(key => WebhookKeys.ReadPublic(key) ?? throw new ArgumentException($"A public key is not '{WebhookKeys.PublicPrefix}' and base64 of 32 bytes.", nameof(secrets)))];
        _time = time;
        _window = window;
        Seen = new SeenMessages(time, window + window);
    }

    /// <summary>The same, for attempts within five minutes of now.</summary>
    /// <exception cref="ArgumentException">There is no secret, or one is not such.</exception>
    public WebhookVerifier(IReadOnlyList<string> secrets, TimeProvider time)
        : this(secrets, time, TimeSpan.FromMinutes(5))
    {
    }

    /// <summary>Which messages have come already.</summary>
    public SeenMessages Seen { get; }

    /// <summary>Checks a request. What is wrong is a value, never an exception.</summary>
    /// <param name="header">Gives a header's value by its name in lower case; null when the request has none.</param>
    /// <param name="body">The body's bytes as they came.</param>
    public MessageVerification Verify(Func<string, string?> header, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (header(StandardWebhooks.IdHeader) is not { Length: > 0 } id || header(StandardWebhooks.SignatureHeader) is not { Length: > 0 } signatures)
        {
            return MessageVerification.Refused($"{StandardWebhooks.IdHeader} or {StandardWebhooks.SignatureHeader} is missing.");
        }

        if (!long.TryParse(header(StandardWebhooks.TimestampHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)
            || Math.Abs(_time.GetUtcNow().ToUnixTimeSeconds() - timestamp) > _window.TotalSeconds)
        {
            return MessageVerification.Refused($"{StandardWebhooks.TimestampHeader} is missing, or not within {_window} of now.");
        }

        var content = StandardWebhooks.Content(id, timestamp, body.Span);
        var isGenuine = false;
        foreach (var secret in _secrets)
        {
            var expected = Encoding.UTF8.GetBytes(StandardWebhooks.Sign(secret, content));
            foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                isGenuine |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
            }
        }

        foreach (var signature in signatures.Split(' ', MaximumSignatures, StringSplitOptions.RemoveEmptyEntries).Where(signature => signature.StartsWith(WebhookKeys.Version, StringComparison.Ordinal)))
        {
            isGenuine |= Array.Exists(_keys, key => WebhookKeys.Verify(key, content, signature[WebhookKeys.Version.Length..]));
        }

        return isGenuine
            ? new MessageVerification(true, null) { MessageId = id, IsRepeat = !Seen.TryAdd(id) }
            : MessageVerification.Refused("No signature fits the message.");
    }

    private static byte[] Parse(string secret)
    {
        var text = secret.StartsWith(WebhookSecrets.Prefix, StringComparison.Ordinal) ? secret[WebhookSecrets.Prefix.Length..] : secret;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length is >= MinimumSecretBytes and <= MaximumSecretBytes
            ? bytes[..length]
            : throw new ArgumentException($"A secret is not base64 of {MinimumSecretBytes} to {MaximumSecretBytes} bytes, with or without '{WebhookSecrets.Prefix}' before it.", nameof(secret));
    }
}
