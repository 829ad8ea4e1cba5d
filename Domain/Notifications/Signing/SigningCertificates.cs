using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>The certificates that webhook messages are and were signed with, for their receivers.</summary>
/// <remarks>
/// A certificate is written to a blob before anything is signed with its key, and stays there until it has expired. So a key is changed by configuring another one, no more: every instance serves
/// the certificates of all others, the ones before and those that are ahead, whatever is under way. To withdraw a key before its time, delete its blob in <see cref="Container"/> and restart the app: a running instance serves what it has read.
/// </remarks>
public sealed class SigningCertificates
{
    /// <summary>The container of the certificates: <c>{key id}.pem</c>.</summary>
    public const string Container = "virga-signing";

    private const int KeyIdLength = 32;
    private const string Extension = ".pem";

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly IBlobStore _blobs;
    private readonly TimeProvider _time;
    private readonly WebhookKeys _webhooks;

    internal SigningCertificates(IOptions<SigningOptions> options, IBlobStore blobs, WebhookKeys webhooks, TimeProvider time)
    {
        _webhooks = webhooks;
        _blobs = blobs;
        _time = time;
        foreach (var pem in options.Value.EarlierCertificatesPem)
        {
            using var earlier = X509Certificate2.CreateFromPem(pem);
            _known[SigningKey.IdOf(earlier)] = earlier.ExportCertificatePem();
        }
    }

    /// <summary>A key's certificate, PEM; null for a key that is not known.</summary>
    /// <exception cref="StorageException">The blob store refused.</exception>
    public async Task<string?> FindAsync(string keyId, CancellationToken cancellationToken = default)
    {
        if (keyId is not { Length: KeyIdLength } || !keyId.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        if (_known.TryGetValue(keyId, out var known))
        {
            return known;
        }

        if (await _blobs.ReadAsync(Container, keyId + Extension, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        using var certificate = X509Certificate2.CreateFromPem(stored.ToString());
        return SigningKey.IdOf(certificate) == keyId ? _known.GetOrAdd(keyId, certificate.ExportCertificatePem()) : null;
    }

    /// <summary>All keys that have not expired, as a JSON Web Key Set (RFC 7517): RSA keys with their certificates, and the Ed25519 keys of Standard Webhooks, whose member <c>whpk</c> is the key as that specification writes it.</summary>
    /// <exception cref="StorageException">The blob store refused.</exception>
    public async Task<BinaryData> KeySetAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var name in _blobs.ListAsync(Container, "", cancellationToken).ConfigureAwait(false))
        {
            await FindAsync(name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : "", cancellationToken).ConfigureAwait(false);
        }

        var keys = new JsonArray();
        foreach (var (id, pem) in _known.OrderBy(known => known.Key, StringComparer.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            if (certificate.NotAfter.ToUniversalTime() > _time.GetUtcNow().UtcDateTime)
            {
                keys.Add(WebKey(id, certificate));
            }
        }

        foreach (var key in _webhooks.WebKeys())
        {
            keys.Add(key);
        }

        return JsonText.ToData(new JsonObject { ["keys"] = keys });
    }

    /// <summary>Makes a certificate known to every instance; once this returns, messages may be signed with its key.</summary>
    internal async Task PublishAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var id = SigningKey.IdOf(certificate);
        var pem = certificate.ExportCertificatePem();
        await _blobs.WriteAsync(Container, id + Extension, BinaryData.FromString(pem), cancellationToken).ConfigureAwait(false);
        _known[id] = pem;
    }

    private static JsonObject WebKey(string id, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey()!;
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = id,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawDataMemory.Span)),
            ["x5t#S256"] = Base64Url.EncodeToString(SHA256.HashData(certificate.RawDataMemory.Span)),
        };
    }
}
