using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Virga.Notifications;

/// <summary>Whom a <see cref="MessageVerifier"/> trusts.</summary>
public sealed partial class MessageVerifierOptions
{
    /// <summary>The hosts of the senders, exactly, with the port where it is not the scheme's own (<c>localhost:7071</c>).</summary>
    /// <value>none</value>
    public IList<string> TrustedHosts { get; } = [];

    /// <summary>Whether Amazon SNS's hosts are trusted as well: <c>sns.{region}.amazonaws.com</c> and its Chinese twin.</summary>
    /// <value>false</value>
    public bool TrustAmazon { get; set; }

    /// <summary>Whether URLs may be plain http: for local development only.</summary>
    /// <value>false</value>
    public bool AllowHttp { get; set; }

    /// <summary>Whether Amazon's old SHA-1 signatures (version 1) are accepted.</summary>
    /// <value>false</value>
    public bool AllowSha1 { get; set; }

    /// <summary>The one topic that is expected; null for any.</summary>
    /// <value>null</value>
    public string? TopicArn { get; set; }

    /// <summary>The roots that signing certificates must lead to, in place of the system's. Amazon's certificates always need a chain; those of <see cref="TrustedHosts"/>, which may be signed by themselves, only when there are roots here.</summary>
    /// <value>none</value>
    public X509Certificate2Collection TrustedRoots { get; } = [];

    /// <summary>How far a message's time may be from now. A delivery that is retried for long needs more.</summary>
    /// <value>1 hour</value>
    public TimeSpan TimestampWindow { get; set; } = TimeSpan.FromHours(1);

    internal bool IsTrustedHost(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || (AllowHttp && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0
        && (TrustedHosts.Contains(url.Authority, StringComparer.OrdinalIgnoreCase) || IsAmazon(url));

    internal bool IsAmazon(Uri url) => TrustAmazon && url.IsDefaultPort && AmazonHost().IsMatch(url.Host);

    internal bool IsCertificateUrl(Uri url) =>
        IsTrustedHost(url) && url.Query.Length == 0
        && (AmazonHost().IsMatch(url.Host) ? AmazonPath().IsMatch(url.AbsolutePath) : OwnPath().IsMatch(url.AbsolutePath));

    [GeneratedRegex(@"^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?\z")]
    private static partial Regex AmazonHost();

    [GeneratedRegex(@"^/SimpleNotificationService-[0-9a-f]+\.pem\z")]
    private static partial Regex AmazonPath();

    [GeneratedRegex(@"/api/notifications/signing/[0-9a-f]{32}\.pem\z")]
    private static partial Regex OwnPath();
}
