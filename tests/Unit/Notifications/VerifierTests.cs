using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>What the verifier makes of certificates, repeats and confirmations; SigningTests has what it makes of single fields.</summary>
public sealed class VerifierTests
{
    private const string AmazonUrl = "https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-0123abcd.pem";

    private readonly FakeTimeProvider _time = new(Messages.Now);
    private int _fetched;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2")]
    [InlineData("1")]
    public async Task A_real_SNS_message_is_verified_down_to_its_root(string version)
    {
        using var root = Root("Some root");
        using var leaf = Leaf("sns.amazonaws.com", root);
        var verifier = Verifier(leaf, options => options.TrustedRoots.Add(root), version == "1");

        Assert.Null((await verifier.VerifyAsync(Envelope(leaf, version: version), Token)).Reason);
    }

    [Fact]
    public async Task A_signature_of_version_1_needs_consent()
    {
        using var root = Root("Some root");
        using var leaf = Leaf("sns.amazonaws.com", root);

        Assert.Equal("SignatureVersion '1' is not accepted.", (await Verifier(leaf, options => options.TrustedRoots.Add(root)).VerifyAsync(Envelope(leaf, version: "1"), Token)).Reason);
    }

    [Fact]
    public async Task An_Amazon_certificate_without_a_chain_is_not_trusted()
    {
        using var root = Root("Some root");
        using var other = Root("Another root");
        using var leaf = Leaf("sns.amazonaws.com", root);

        Assert.StartsWith("The signing certificate has no chain", (await Verifier(leaf, options => options.TrustedRoots.Add(other)).VerifyAsync(Envelope(leaf), Token)).Reason, StringComparison.Ordinal);
        Assert.StartsWith("The signing certificate has no chain", (await Verifier(leaf).VerifyAsync(Envelope(leaf), Token)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_another_Amazon_service_s_is_not_trusted()
    {
        using var root = Root("Some root");
        using var leaf = Leaf("s3.amazonaws.com", root);

        Assert.Equal("The signing certificate is not issued to Amazon SNS.", (await Verifier(leaf, options => options.TrustedRoots.Add(root)).VerifyAsync(Envelope(leaf), Token)).Reason);
    }

    [Fact]
    public async Task A_certificate_is_fetched_once_and_its_dates_looked_at_every_time()
    {
        using var root = Root("Some root");
        using var leaf = Leaf("sns.amazonaws.com", root);
        var verifier = Verifier(leaf, options =>
        {
            options.TimestampWindow = TimeSpan.FromDays(365);
            options.TrustedRoots.Add(root);
        });

        Assert.True((await verifier.VerifyAsync(Envelope(leaf), Token)).IsGenuine);
        Assert.True((await verifier.VerifyAsync(Envelope(leaf, "other"), Token)).IsGenuine);
        Assert.Equal(1, _fetched);
        _time.Advance(TimeSpan.FromDays(40));

        Assert.Equal("The signing certificate is not valid now.", (await verifier.VerifyAsync(Envelope(leaf), Token)).Reason);
    }

    [Fact]
    public async Task A_repeat_is_genuine_and_said_to_be_one_until_it_is_forgotten()
    {
        using var root = Root("Some root");
        using var leaf = Leaf("sns.amazonaws.com", root);
        var verifier = Verifier(leaf, options => options.TrustedRoots.Add(root));

        Assert.False((await verifier.VerifyAsync(Envelope(leaf), Token)).IsRepeat);
        Assert.True((await verifier.VerifyAsync(Envelope(leaf), Token)) is { IsGenuine: true, IsRepeat: true });
        verifier.Seen.Forget("m");

        Assert.False((await verifier.VerifyAsync(Envelope(leaf), Token)).IsRepeat);
    }

    [Fact]
    public async Task A_confirmation_gives_its_URL_only_when_the_host_is_the_sender_s()
    {
        using var root = Root("Some root");
        using var leaf = Leaf("sns.amazonaws.com", root);
        var verifier = Verifier(leaf, options => options.TrustedRoots.Add(root));

        var good = await verifier.VerifyAsync(Envelope(leaf, subscribe: "https://sns.eu-north-1.amazonaws.com/?Action=ConfirmSubscription&Token=k"), Token);
        var evil = await verifier.VerifyAsync(Envelope(leaf, subscribe: "https://sns.eu-north-1.amazonaws.com.evil.test/?Token=k"), Token);

        Assert.Equal("/?Action=ConfirmSubscription&Token=k", good.SubscribeUrl?.PathAndQuery);
        Assert.False(evil.IsGenuine);
        Assert.Null(evil.SubscribeUrl);
    }

    [Fact]
    public void Messages_are_remembered_for_a_window_and_up_to_a_number()
    {
        var seen = new SeenMessages(_time, TimeSpan.FromMinutes(10), capacity: 2);

        Assert.True(seen.TryAdd("a"));
        Assert.False(seen.TryAdd("a"));
        Assert.True(seen.TryAdd("b"));
        Assert.True(seen.TryAdd("c"));
        Assert.True(seen.TryAdd("a"));
        Assert.False(seen.TryAdd("c"));
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.True(seen.TryAdd("c"));
    }

    private static string Envelope(X509Certificate2 leaf, string id = "m", string version = "2", string? subscribe = null)
    {
        var envelope = new JsonObject
        {
            ["Type"] = subscribe is null ? "Notification" : "SubscriptionConfirmation",
            ["MessageId"] = id,
            ["TopicArn"] = "arn:aws:sns:eu-north-1:123456789012:cats",
            ["Message"] = "b",
            ["Timestamp"] = "2026-11-24T10:00:00.000Z",
            ["SignatureVersion"] = version,
            ["SigningCertURL"] = AmazonUrl,
        };
        if (subscribe is not null)
        {
            envelope[nameof(Token)] = "k";
            envelope["SubscribeURL"] = subscribe;
        }

        using var key = leaf.GetRSAPrivateKey()!;
        var text = CanonicalString.Of((string)envelope["Type"]!, name => (string?)envelope[name]);
        var hash = version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        envelope["Signature"] = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), hash, RSASignaturePadding.Pkcs1));
        return envelope.ToJsonString();
    }

    private static X509Certificate2 Root(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(Messages.Now.AddDays(-10), Messages.Now.AddDays(100));
    }

    private static X509Certificate2 Leaf(string name, X509Certificate2 root)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = request.Create(root, Messages.Now.AddDays(-1), Messages.Now.AddDays(30), [1, 2, 3]);
        return issued.CopyWithPrivateKey(key);
    }

    private MessageVerifier Verifier(X509Certificate2 leaf, Action<MessageVerifierOptions>? configure = null, bool sha1 = false)
    {
        var options = new MessageVerifierOptions { TrustAmazon = true, AllowSha1 = sha1 };
        configure?.Invoke(options);
        return new MessageVerifier(
            options,
            (url, _) =>
            {
                Assert.Equal(AmazonUrl, url.AbsoluteUri);
                _fetched++;
                return Task.FromResult(leaf.ExportCertificatePem());
            },
            _time);
    }
}
