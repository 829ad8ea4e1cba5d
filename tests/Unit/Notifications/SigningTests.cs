using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class SigningTests
{
    private static readonly (string CertificatePem, string PrivateKeyPem) Key = SigningKey.Create("virga.test", Messages.Now.AddDays(-1), TimeSpan.FromDays(30));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_canonical_string_of_a_notification_is_SNS_s()
    {
        var fields = new Dictionary<string, string>
        {
            ["Type"] = "Notification",
            ["MessageId"] = "m",
            ["TopicArn"] = "t",
            ["Subject"] = "s",
            ["Message"] = "b",
            ["Timestamp"] = "z",
            ["Token"] = "never",
        };

        Assert.Equal("Message\nb\nMessageId\nm\nSubject\ns\nTimestamp\nz\nTopicArn\nt\nType\nNotification\n", CanonicalString.Of("Notification", fields.GetValueOrDefault));
        fields.Remove("Subject");
        Assert.Equal("Message\nb\nMessageId\nm\nTimestamp\nz\nTopicArn\nt\nType\nNotification\n", CanonicalString.Of("Notification", fields.GetValueOrDefault));
    }

    [Fact]
    public void The_canonical_string_of_a_confirmation_is_SNS_s()
    {
        var fields = new Dictionary<string, string>
        {
            ["Type"] = "SubscriptionConfirmation",
            ["MessageId"] = "m",
            ["TopicArn"] = "t",
            ["Message"] = "b",
            ["Timestamp"] = "z",
            ["Token"] = "k",
            ["SubscribeURL"] = "u",
        };

        Assert.Equal(
            "Message\nb\nMessageId\nm\nSubscribeURL\nu\nTimestamp\nz\nToken\nk\nTopicArn\nt\nType\nSubscriptionConfirmation\n",
            CanonicalString.Of("SubscriptionConfirmation", fields.GetValueOrDefault));
    }

    [Fact]
    public async Task A_genuine_message_is_verified() => Assert.True((await VerifyAsync(await EnvelopeAsync())).IsGenuine);

    [Theory]
    [InlineData("Message", "other", "The signature does not fit the message.")]
    [InlineData("Subject", "added", "The signature does not fit the message.")]
    [InlineData("Timestamp", "2026-11-24T11:00:01.000Z", "Timestamp 2026-11-24T11:00:01.000Z is not within 01:00:00 of now.")]
    [InlineData("SignatureVersion", "1", "SignatureVersion '1' is not accepted.")]
    [InlineData("Type", "Other", "Type 'Other' is not known.")]
    [InlineData("TopicArn", "arn:other", "TopicArn 'arn:other' is not the one expected.")]
    [InlineData("SubscribeURL", "https://evil.test/x", "SubscribeURL 'https://evil.test/x' is not of a trusted host.")]
    [InlineData("Signature", "!", "The signature or its certificate cannot be read")]
    public async Task A_forged_message_is_refused(string field, string value, string reason)
    {
        var envelope = await EnvelopeAsync();
        envelope[field] = value;

        Assert.StartsWith(reason, (await VerifyAsync(envelope)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://virga.test/api/notifications/signing/00000000000000000000000000000000.pem")]
    [InlineData("https://evil.test/api/notifications/signing/00000000000000000000000000000000.pem")]
    [InlineData("https://virga.test.evil.test/api/notifications/signing/00000000000000000000000000000000.pem")]
    [InlineData("https://virga.test:8443/api/notifications/signing/00000000000000000000000000000000.pem")]
    [InlineData("https://user@virga.test/api/notifications/signing/00000000000000000000000000000000.pem")]
    [InlineData("https://virga.test/api/notifications/signing/00000000000000000000000000000000.pem?x=1")]
    [InlineData("https://virga.test/uploads/mine.pem")]
    [InlineData("https://s3.amazonaws.com/SimpleNotificationService-00.pem")]
    [InlineData("nonsense")]
    public async Task A_certificate_from_elsewhere_is_never_fetched(string url)
    {
        var envelope = await EnvelopeAsync();
        envelope["SigningCertURL"] = url;
        var fetched = false;
        var verifier = new MessageVerifier(Options(), (_, _) => Task.FromException<string>(new InvalidOperationException($"{fetched = true}")), new FakeTimeProvider(Messages.Now));

        var verified = await verifier.VerifyAsync(envelope.ToJsonString(), Token);

        Assert.False(fetched);
        Assert.Contains("is not of a trusted host and path", verified.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-0123abcd.pem", true)]
    [InlineData("https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0123abcd.pem", true)]
    [InlineData("https://sns.eu-north-1.amazonaws.com/other.pem", false)]
    [InlineData("https://sns.eu-north-1.amazonaws.com.evil.test/SimpleNotificationService-0123abcd.pem", false)]
    public void Amazons_certificates_are_trusted_when_asked_for(string url, bool isTrusted)
    {
        Assert.Equal(isTrusted, new MessageVerifierOptions { TrustAmazon = true }.IsCertificateUrl(new Uri(url)));
        Assert.False(new MessageVerifierOptions().IsCertificateUrl(new Uri(url)));
    }

    [Fact]
    public async Task Text_that_is_no_envelope_is_refused()
    {
        var verifier = new MessageVerifier(Options(), (_, _) => throw new InvalidOperationException(), new FakeTimeProvider(Messages.Now));

        Assert.False((await verifier.VerifyAsync("[]", Token)).IsGenuine);
        Assert.False((await verifier.VerifyAsync("x", Token)).IsGenuine);
        Assert.Equal("Type is missing.", (await verifier.VerifyAsync("{}", Token)).Reason);
    }

    [Fact]
    public void Earlier_certificates_are_served_on()
    {
        var earlier = SigningKey.Create("earlier", Messages.Now, TimeSpan.FromDays(1));
        using var certificate = X509Certificate2.CreateFromPem(earlier.CertificatePem);
        var options = new SigningOptions { CertificatePem = Key.CertificatePem, PrivateKeyPem = Key.PrivateKeyPem, EarlierCertificatesPem = { earlier.CertificatePem } };
        using var signer = new RsaMessageSigner(Microsoft.Extensions.Options.Options.Create(options));

        Assert.NotNull(signer.FindCertificate(SigningKey.IdOf(certificate)));
        Assert.Null(signer.FindCertificate("unknown"));
    }

    [Fact]
    public void A_pfx_is_a_key_too_and_a_wrong_one_is_told_at_start()
    {
        using var certificate = X509Certificate2.CreateFromPem(Key.CertificatePem, Key.PrivateKeyPem);
        var pfx = Convert.ToBase64String(certificate.Export(X509ContentType.Pfx, "secret"));
        var validator = new SigningOptionsValidator();

        Assert.True(validator.Validate(null, new SigningOptions { Pfx = pfx, PfxPassword = "secret" }).Succeeded);
        Assert.True(validator.Validate(null, new SigningOptions()).Succeeded);
        Assert.True(validator.Validate(null, new SigningOptions { Pfx = pfx, PfxPassword = "wrong" }).Failed);
        Assert.True(validator.Validate(null, new SigningOptions { CertificatePem = Key.CertificatePem }).Failed);
        Assert.True(validator.Validate(null, new SigningOptions { Pfx = pfx, CertificatePem = Key.CertificatePem }).Failed);
    }

    private static MessageVerifierOptions Options() => new() { TrustedHosts = { "virga.test" }, TopicArn = "arn:cats" };

    private static async Task<JsonObject> EnvelopeAsync()
    {
        using var signer = Signer();
        var envelope = new JsonObject
        {
            ["Type"] = "Notification",
            ["MessageId"] = "m",
            ["TopicArn"] = "arn:cats",
            ["Message"] = "b",
            ["Timestamp"] = "2026-11-24T10:00:00.000Z",
            ["SignatureVersion"] = "2",
        };
        var signature = await signer.SignAsync(CanonicalString.Of("Notification", name => (string?)envelope[name]), Token);
        envelope["Signature"] = signature.Value;
        envelope["SigningCertURL"] = $"https://virga.test/api/notifications/signing/{signature.KeyId}.pem";
        return envelope;
    }

    private static Task<MessageVerification> VerifyAsync(JsonObject envelope)
    {
        var verifier = new MessageVerifier(Options(), (_, _) => Task.FromResult(Key.CertificatePem), new FakeTimeProvider(Messages.Now));
        return verifier.VerifyAsync(envelope.ToJsonString(), Token);
    }

    private static RsaMessageSigner Signer() =>
        new(Microsoft.Extensions.Options.Options.Create(new SigningOptions { CertificatePem = Key.CertificatePem, PrivateKeyPem = Key.PrivateKeyPem }));
}
