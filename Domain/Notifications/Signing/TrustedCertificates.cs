using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Virga.Notifications;

/// <summary>Gets signing certificates from URLs that have been found good, checks them, and keeps them by URL.</summary>
internal sealed partial class TrustedCertificates(MessageVerifierOptions options, Func<Uri, CancellationToken, Task<string>> fetch, TimeProvider time)
{
    // A sender has a certificate at a time; whoever makes up URLs of a trusted host gets no certificate there.
    private const int Capacity = 32;

    private readonly ConcurrentDictionary<Uri, X509Certificate2> _known = new();

    /// <summary>The certificate, or why it is not trusted.</summary>
    public async Task<(X509Certificate2? Certificate, string? Fault)> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(url, out var certificate))
        {
            var pem = await fetch(url, cancellationToken).ConfigureAwait(false);
            try
            {
                (certificate, var fault) = Read(url, pem);
                if (fault is not null)
                {
                    return (null, fault);
                }
            }
            catch (Exception error) when (error is CryptographicException or ArgumentException)
            {
                return (null, $"The signing certificate cannot be read: {error.Message}");
            }

            if (_known.Count >= Capacity)
            {
                _known.Clear();
            }

            _known[url] = certificate;
        }

        var now = time.GetUtcNow().UtcDateTime;
        return now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime()
            ? (null, "The signing certificate is not valid now.")
            : (certificate, null);
    }

    private (X509Certificate2 Certificate, string? Fault) Read(Uri url, string pem)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        if (all.Count == 0)
        {
            throw new CryptographicException("There is no certificate in it.");
        }

        var certificate = all[0];
        var isAmazon = options.IsAmazon(url);
        if (isAmazon && !AmazonName().IsMatch(certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)))
        {
            return (certificate, "The signing certificate is not issued to Amazon SNS.");
        }

        // An own host's certificate may be signed by itself: it came over TLS from a host that is trusted by name.
        return (certificate, isAmazon || options.TrustedRoots.Count > 0 ? ChainFault(certificate, all) : null);
    }

    private string? ChainFault(X509Certificate2 certificate, X509Certificate2Collection all)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.UrlRetrievalTimeout = TimeSpan.FromSeconds(5);
        chain.ChainPolicy.ExtraStore.AddRange(all);
        if (options.TrustedRoots.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(options.TrustedRoots);
            chain.ChainPolicy.DisableCertificateDownloads = true;
        }

        return chain.Build(certificate) ? null : $"The signing certificate has no chain to a trusted root: {string.Join(", ", chain.ChainStatus.Select(status => status.Status))}.";
    }

    [GeneratedRegex(@"^sns[a-z0-9.-]*\.amazonaws\.com(\.cn)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex AmazonName();
}
