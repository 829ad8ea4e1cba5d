using System.Security.Cryptography.X509Certificates;
using Virga.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary>The certificate that the Cosmos DB endpoint speaks TLS with: made once for a data folder, so that it need be trusted once.</summary>
internal static class TlsCertificate
{
    /// <summary>The file that holds the certificate and its private key, in PEM; its owner's alone.</summary>
    public const string File = "cosmos-tls.pem";

    /// <summary>The file that holds the certificate alone, in PEM: what clients are told to trust.</summary>
    public const string PublicFile = "cosmos-tls.crt";

    private static readonly TimeSpan Margin = TimeSpan.FromDays(7);

    /// <summary>The folder's certificate, made anew when it is missing or about to expire, and the path of the file to trust; without a folder, one for this process.</summary>
    public static (X509Certificate2 Certificate, string? Trust) Of(string? root, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (root is null)
        {
            return (LocalCertificate.Load(LocalCertificate.CreatePem(now)), null);
        }

        OwnFiles.CreateFolder(root);
        var path = Path.Combine(root, File);
        var certificate = Read(path, now);
        if (certificate.NotAfter.ToUniversalTime() < now.UtcDateTime + Margin)
        {
            certificate.Dispose();
            System.IO.File.Delete(path);
            certificate = Read(path, now);
        }

        var trust = Path.Combine(root, PublicFile);
        System.IO.File.WriteAllText(trust, certificate.ExportCertificatePem() + "\n");
        return (certificate, trust);
    }

    private static X509Certificate2 Read(string path, DateTimeOffset now) => LocalCertificate.Load(OwnFiles.ReadOrCreate(path, () => LocalCertificate.CreatePem(now)));
}
