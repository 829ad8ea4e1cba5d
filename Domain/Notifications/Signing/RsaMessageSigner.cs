using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Signs with the key of <see cref="SigningOptions"/>.</summary>
internal sealed class RsaMessageSigner : IMessageSigner, IDisposable
{
    private readonly SigningCertificates _certificates;
    private readonly X509Certificate2? _certificate;
    private readonly RSA? _key;
    private readonly string _keyId = "";
    private volatile bool _isPublished;

    public RsaMessageSigner(IOptions<SigningOptions> options, SigningCertificates certificates)
    {
        _certificates = certificates;
        if (options.Value.IsConfigured)
        {
            _certificate = SigningKey.Load(options.Value);
            _key = _certificate.GetRSAPrivateKey();
            _keyId = SigningKey.IdOf(_certificate);
        }
    }

    public bool IsConfigured => _key is not null;

    public async ValueTask<MessageSignature> SignAsync(string text, CancellationToken cancellationToken = default)
    {
        if (_key is null)
        {
            throw new InvalidOperationException($"No signing key is configured. Set {SigningOptions.Section}:Pfx, or CertificatePem and PrivateKeyPem.");
        }

        if (!_isPublished)
        {
            // Several at once write the same blob with the same content.
            await _certificates.PublishAsync(_certificate!, cancellationToken).ConfigureAwait(false);
            _isPublished = true;
        }

        var signature = _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new MessageSignature(_keyId, Convert.ToBase64String(signature));
    }

    public void Dispose()
    {
        _key?.Dispose();
        _certificate?.Dispose();
    }
}
