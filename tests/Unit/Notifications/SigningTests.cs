using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
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
        Assert.False((await verifier.VerifyAsync("""{"Message":"\ud800"}""", Token)).IsGenuine);
        Assert.False((await verifier.VerifyAsync("""{"\ud800":""}""", Token)).IsGenuine);
    }

    [Fact]
    public async Task Earlier_certificates_are_served_on()
    {
        var earlier = SigningKey.Create("earlier", Messages.Now, TimeSpan.FromDays(1));
        using var certificate = X509Certificate2.CreateFromPem(earlier.CertificatePem);
        var certificates = Certificates(new SigningOptions { EarlierCertificatesPem = { earlier.CertificatePem } }, new RecordingPorts());

        Assert.NotNull(await certificates.FindAsync(SigningKey.IdOf(certificate), Token));
        Assert.Null(await certificates.FindAsync("unknown", Token));
        Assert.Null(await certificates.FindAsync(new string('0', 32), Token));
    }

    [Fact]
    public async Task A_key_is_changed_by_configuring_another_and_every_instance_serves_both()
    {
        var ports = new RecordingPorts();
        var next = SigningKey.Create("next", Messages.Now.AddDays(-1), TimeSpan.FromDays(60));
        var (oldOptions, newOptions) = (Options(Key), Options(next));
        var (oldInstance, newInstance) = (Certificates(oldOptions, ports), Certificates(newOptions, ports));
        using var oldSigner = new RsaMessageSigner(Microsoft.Extensions.Options.Options.Create(oldOptions), oldInstance);
        using var newSigner = new RsaMessageSigner(Microsoft.Extensions.Options.Options.Create(newOptions), newInstance);

        var before = await oldSigner.SignAsync("text", Token);
        var after = await newSigner.SignAsync("text", Token);

        Assert.NotEqual(before.KeyId, after.KeyId);
        foreach (var instance in (SigningCertificates[])[oldInstance, newInstance, Certificates(new SigningOptions(), ports)])
        {
            Assert.NotNull(await instance.FindAsync(before.KeyId, Token));
            Assert.NotNull(await instance.FindAsync(after.KeyId, Token));
            Assert.Equal(new[] { after.KeyId, before.KeyId }.Order(StringComparer.Ordinal), await KeyIdsAsync(instance));
        }
    }

    [Fact]
    public async Task Nothing_is_signed_with_a_key_whose_certificate_nobody_can_get()
    {
        var blobs = new Moq.Mock<IBlobStore>();
        blobs.Setup(store => store.WriteAsync(SigningCertificates.Container, Moq.It.IsAny<string>(), Moq.It.IsAny<BinaryData>(), Moq.It.IsAny<CancellationToken>())).Returns(Task.FromException(new StorageException("down", isTransient: true)));
        using var signer = new RsaMessageSigner(Microsoft.Extensions.Options.Options.Create(Options(Key)), Certificates(Options(Key), blobs.Object));

        await Assert.ThrowsAsync<StorageException>(async () => await signer.SignAsync("text", Token));
    }

    [Fact]
    public async Task An_expired_key_is_no_longer_in_the_key_set()
    {
        var time = new FakeTimeProvider(Messages.Now);
        var certificates = Certificates(Options(Key), new RecordingPorts(), time);
        using var signer = new RsaMessageSigner(Microsoft.Extensions.Options.Options.Create(Options(Key)), certificates);
        await signer.SignAsync("text", Token);

        Assert.Single(await KeyIdsAsync(certificates));
        time.Advance(TimeSpan.FromDays(31));

        Assert.Empty(await KeyIdsAsync(certificates));
    }

    [Fact]
    public async Task The_key_set_verifies_what_is_signed()
    {
        var certificates = Certificates(Options(Key), new RecordingPorts());
        using var signer = new RsaMessageSigner(Microsoft.Extensions.Options.Options.Create(Options(Key)), certificates);
        var signature = await signer.SignAsync("text", Token);
        using var set = JsonDocument.Parse(await certificates.KeySetAsync(Token));
        var json = Assert.Single(set.RootElement.GetProperty("keys").EnumerateArray());

        using var key = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(json.GetProperty("n").GetString()), Exponent = Base64Url.DecodeFromChars(json.GetProperty("e").GetString()) });

        Assert.Equal(signature.KeyId, json.GetProperty("kid").GetString());
        Assert.True(key.VerifyData("text"u8, Convert.FromBase64String(signature.Value), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
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

    private static RsaMessageSigner Signer() => new(Microsoft.Extensions.Options.Options.Create(Options(Key)), Certificates(Options(Key), new RecordingPorts()));

    private static SigningOptions Options((string CertificatePem, string PrivateKeyPem) key) => new() { CertificatePem = key.CertificatePem, PrivateKeyPem = key.PrivateKeyPem };

    private static SigningCertificates Certificates(SigningOptions options, IBlobStore blobs, TimeProvider? time = null) =>
        new(Microsoft.Extensions.Options.Options.Create(options), blobs, new WebhookKeys(Microsoft.Extensions.Options.Options.Create(options)), time ?? new FakeTimeProvider(Messages.Now));

    private static async Task<IEnumerable<string>> KeyIdsAsync(SigningCertificates certificates)
    {
        using var set = JsonDocument.Parse(await certificates.KeySetAsync(Token));
        return [.. set.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }
}
