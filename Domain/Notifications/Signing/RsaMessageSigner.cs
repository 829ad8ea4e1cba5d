using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Signs with the key of <see cref="SigningOptions"/>.</summary>
internal sealed class RsaMessageSigner : IMessageSigner, IDisposable
{
    private readonly Dictionary<string, string> _certificates = new(StringComparer.Ordinal);
    private readonly RSA? _key;
    private readonly string _keyId = "";

    public RsaMessageSigner(IOptions<SigningOptions> options)
    {
        foreach (var pem in options.Value.EarlierCertificatesPem)
        {
            using var earlier = X509Certificate2.CreateFromPem(pem);
            _certificates[SigningKey.IdOf(earlier)] = earlier.ExportCertificatePem();
        }

        if (options.Value.IsConfigured)
        {
            using var certificate = SigningKey.Load(options.Value);
            _key = certificate.GetRSAPrivateKey();
            _keyId = SigningKey.IdOf(certificate);
            _certificates[_keyId] = certificate.ExportCertificatePem();
        }
    }

    public bool IsConfigured => _key is not null;

    public ValueTask<MessageSignature> SignAsync(string text, CancellationToken cancellationToken = default)
    {
        if (_key is null)
        {
            throw new InvalidOperationException($"No signing key is configured. Set {SigningOptions.Section}:Pfx, or CertificatePem and PrivateKeyPem.");
        }

        var signature = _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return ValueTask.FromResult(new MessageSignature(_keyId, Convert.ToBase64String(signature)));
    }

    public string? FindCertificate(string keyId) => _certificates.GetValueOrDefault(keyId);

    public void Dispose() => _key?.Dispose();
}
