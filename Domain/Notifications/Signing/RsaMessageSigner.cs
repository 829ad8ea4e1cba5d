using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Signs with the key of <see cref="SigningOptions"/>, which is read when something is signed for the first time.</summary>
internal sealed class RsaMessageSigner : IMessageSigner, IDisposable
{
    private readonly SigningCertificates _certificates;
    private readonly Lazy<(X509Certificate2 Certificate, RSA Key, string Id)>? _key;
    private volatile bool _isPublished;

    public RsaMessageSigner(IOptions<SigningOptions> options, SigningCertificates certificates)
    {
        _certificates = certificates;
        _key = options.Value.IsConfigured ? new(() => Load(options.Value)) : null;
    }

    public bool IsConfigured => _key is not null;

    public async ValueTask<MessageSignature> SignAsync(string text, CancellationToken cancellationToken = default)
    {
        if (_key is null)
        {
            throw new InvalidOperationException($"No signing key is configured. Set {SigningOptions.Section}:Pfx, or CertificatePem and PrivateKeyPem.");
        }

        var (certificate, key, id) = _key.Value;
        if (!_isPublished)
        {
            // Several at once write the same blob with the same content.
            await _certificates.PublishAsync(certificate, cancellationToken).ConfigureAwait(false);
            _isPublished = true;
        }

        var signature = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new MessageSignature(id, Convert.ToBase64String(signature));
    }

    public void Dispose()
    {
        if (_key is { IsValueCreated: true })
        {
            _key.Value.Key.Dispose();
            _key.Value.Certificate.Dispose();
        }
    }

    private static (X509Certificate2, RSA, string) Load(SigningOptions options)
    {
        var certificate = SigningKey.Load(options);
        return (certificate, certificate.GetRSAPrivateKey()!, SigningKey.IdOf(certificate));
    }
}
