using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Virga.Notifications;

/// <summary>Reads and makes signing certificates.</summary>
public static class SigningKey
{
    private const int MinimumBits = 2048;

    /// <summary>Makes a new RSA-2048 key with a certificate signed by itself: for local development and tests.</summary>
    /// <param name="commonName">The certificate's common name.</param>
    /// <param name="from">When it starts to be valid.</param>
    /// <param name="life">How long it is valid.</param>
    /// <returns>Both as PEM texts, for <see cref="SigningOptions"/>.</returns>
    public static (string CertificatePem, string PrivateKeyPem) Create(string commonName, DateTimeOffset from, TimeSpan life)
    {
        ArgumentException.ThrowIfNullOrEmpty(commonName);
        using var key = RSA.Create(MinimumBits);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var certificate = request.CreateSelfSigned(from, from + life);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The id of a certificate's key: the first 32 hexadecimal digits of the certificate's SHA-256.</summary>
    public static string IdOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span).AsSpan(0, 16));
    }

    /// <summary>The configured certificate with its private key.</summary>
    /// <exception cref="CryptographicException">What is configured is no RSA key with its certificate, or too short.</exception>
    internal static X509Certificate2 Load(SigningOptions options)
    {
        var (publicPem, privatePem) = options.KeySource?.Invoke() ?? (options.CertificatePem ?? "", options.PrivateKeyPem ?? "");
        var certificate = options.Pfx is { } pfx
            ? X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(pfx), options.PfxPassword, X509KeyStorageFlags.EphemeralKeySet)
            : X509Certificate2.CreateFromPem(publicPem, privatePem);
        using var key = certificate.GetRSAPrivateKey() ?? throw new CryptographicException("The certificate has no RSA private key.");
        return key.KeySize >= MinimumBits ? certificate : throw new CryptographicException($"The key has {key.KeySize} bits; it needs at least {MinimumBits}.");
    }
}
