using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class WebhookSigningTests
{
    private static readonly string Master = Convert.ToBase64String(Enumerable.Range(0, 32).Select(index => (byte)index).ToArray());
    private static readonly string Earlier = Convert.ToBase64String(Enumerable.Range(100, 32).Select(index => (byte)index).ToArray());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_scheme_is_the_specification_s()
    {
        // The vector of the specification's reference libraries.
        var verifier = new WebhookVerifier(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], At(1614265330));

        Assert.Null(verifier.Verify(Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), "{\"test\": 2432232314}"u8.ToArray()).Reason);
    }

    [Theory]
    [InlineData("other", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "No signature fits")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265331", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "No signature fits")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "No signature fits")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1a,AAAA v1,", "No signature fits")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265030", "v1,x", "No signature fits")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265029", "v1,x", "webhook-timestamp is missing, or not within")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265631", "v1,x", "webhook-timestamp is missing, or not within")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", "-1", "v1,x", "webhook-timestamp is missing, or not within")]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJek", null, "v1,x", "webhook-timestamp is missing, or not within")]
    [InlineData(null, "1614265330", "v1,x", "webhook-id or webhook-signature is missing")]
    [InlineData("m", "1614265330", null, "webhook-id or webhook-signature is missing")]
    public void What_does_not_fit_is_refused(string? id, string? timestamp, string? signature, string reason)
    {
        var verifier = new WebhookVerifier(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], At(1614265330));

        Assert.StartsWith(reason, verifier.Verify(Headers(id, timestamp, signature), "{\"test\": 2432232314}"u8.ToArray()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_not base64, but long enough to be one")]
    public void A_secret_that_is_none_is_the_caller_s_fault(string secret) =>
        Assert.Throws<ArgumentException>(() => new WebhookVerifier([secret], TimeProvider.System));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_delivery_is_signed_with_the_subscription_s_own_secret(bool raw)
    {
        await using var app = new TestApp(sign: options => options.WebhookSecret = Master);
        var (request, subscription) = await DeliverAsync(app, raw);
        var verifier = new WebhookVerifier([app.Get<WebhookSecrets>().Of(subscription.Id)], app.Time);
        var other = new WebhookVerifier([app.Get<WebhookSecrets>().Of("other")], app.Time);

        Assert.True(verifier.Verify(Headers(request), request.Body!.ToMemory()) is { IsGenuine: true, IsRepeat: false });
        Assert.True(verifier.Verify(Headers(request), request.Body!.ToMemory()).IsRepeat);
        Assert.False(other.Verify(Headers(request), request.Body!.ToMemory()).IsGenuine);
    }

    [Fact]
    public async Task While_the_secret_changes_the_old_one_still_verifies()
    {
        await using var before = new TestApp(sign: options => options.WebhookSecret = Earlier);
        await using var app = new TestApp(sign: options =>
        {
            options.WebhookSecret = Master;
            options.EarlierWebhookSecrets.Add(Earlier);
        });
        var (request, subscription) = await DeliverAsync(app, raw: false);

        foreach (var known in (TestApp[])[before, app])
        {
            Assert.True(new WebhookVerifier([known.Get<WebhookSecrets>().Of(subscription.Id)], app.Time).Verify(Headers(request), request.Body!.ToMemory()).IsGenuine);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delivery_is_signed_with_the_app_s_key_for_receivers_that_know_no_secret(bool raw)
    {
        await using var app = new TestApp(sign: options =>
        {
            options.WebhookPrivateKey = "whsk_" + Master;
            options.EarlierWebhookPrivateKeys.Add(Earlier);
        });
        var (request, _) = await DeliverAsync(app, raw);
        using var set = JsonDocument.Parse(await app.Get<SigningCertificates>().KeySetAsync(Token));
        var served = set.RootElement.GetProperty("keys").EnumerateArray().Where(key => key.GetProperty("kty").GetString() == "OKP").Select(key => key.GetProperty("whpk").GetString()!).ToList();

        Assert.Equal(app.Get<WebhookKeys>().PublicKeys, served);
        Assert.Equal(2, served.Count);
        Assert.All(served, key => Assert.True(new WebhookVerifier([key], app.Time).Verify(Headers(request), request.Body!.ToMemory()).IsGenuine));
        var signature = request.Headers.Single(header => header.Key == "webhook-signature").Value;
        Assert.Matches("^v1a,[^ ]+ v1a,[^ ]+$", signature);
        var forged = request with { Body = new BinaryData(request.Body + " ") };
        Assert.False(new WebhookVerifier(served, app.Time).Verify(Headers(request), forged.Body!.ToMemory()).IsGenuine);
        Assert.False(new WebhookVerifier([PublicKeyOf(Enumerable.Repeat((byte)7, 32))], app.Time).Verify(Headers(request), request.Body!.ToMemory()).IsGenuine);
    }

    [Fact]
    public void The_keys_are_RFC_8032_s()
    {
        var seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var known = Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

        Assert.Equal("whpk_" + Convert.ToBase64String(known), PublicKeyOf(seed));
        Assert.True(new SigningOptionsValidator().Validate(null, new SigningOptions { WebhookPrivateKey = "whsk_" + Convert.ToBase64String([.. seed, .. known]) }).Succeeded);
        Assert.True(new SigningOptionsValidator().Validate(null, new SigningOptions { WebhookPrivateKey = "whsk_" + Convert.ToBase64String([.. seed, .. seed]) }).Failed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsk_AAAA")]
    [InlineData("no base64")]
    public void A_private_key_that_is_none_is_told_at_start_and_not_shown(string key)
    {
        var told = new SigningOptionsValidator().Validate(null, new SigningOptions { EarlierWebhookPrivateKeys = { key } });

        Assert.True(told.Failed);
        Assert.True(key.Length == 0 || !told.FailureMessage!.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("whpk_AAAA")]
    [InlineData("whpk_")]
    public void A_public_key_that_is_none_is_the_caller_s_fault(string key) => Assert.Throws<ArgumentException>(() => new WebhookVerifier([key], TimeProvider.System));

    [Fact]
    public async Task Without_a_secret_there_are_no_such_headers_and_no_secret_to_tell()
    {
        await using var app = new TestApp();
        var (request, subscription) = await DeliverAsync(app, raw: false);

        Assert.DoesNotContain(request.Headers, header => header.Key.StartsWith("webhook-", StringComparison.Ordinal));
        Assert.Equal(NotificationErrors.WebhooksNotConfigured, Assert.Throws<NotificationException>(() => app.Get<WebhookSecrets>().Of(subscription.Id)).Code);
    }

    [Fact]
    public async Task A_raw_delivery_is_verified_by_its_header()
    {
        await using var app = new TestApp();
        var (request, _) = await DeliverAsync(app, raw: true);
        var verifier = Verifier(app);

        Assert.Null((await verifier.VerifyRawAsync(Headers(request), request.Body!.ToString(), Token)).Reason);
        Assert.Equal("The signature does not fit the message.", (await verifier.VerifyRawAsync(Headers(request), request.Body + " ", Token)).Reason);
        Assert.Equal("The signature does not fit the message.", (await verifier.VerifyRawAsync(Headers(request, ("x-amz-sns-topic-arn", "arn:other")), request.Body!.ToString(), Token)).Reason);
        Assert.Equal("The signature does not fit the message.", (await verifier.VerifyRawAsync(Headers(request, ("x-amz-sns-message-id", "other")), request.Body!.ToString(), Token)).Reason);
        Assert.Contains("is not of a trusted host", (await verifier.VerifyRawAsync(Headers(request, ("x-virga-signing-cert-url", "https://evil.test/x.pem")), request.Body!.ToString(), Token)).Reason!, StringComparison.Ordinal);
        Assert.Contains("is missing", (await verifier.VerifyRawAsync(Headers(request, ("x-virga-signature", "v2=x")), request.Body!.ToString(), Token)).Reason!, StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromHours(2));
        Assert.Contains("is not within", (await verifier.VerifyRawAsync(Headers(request), request.Body!.ToString(), Token)).Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_envelope_carries_its_signature_in_itself()
    {
        await using var app = new TestApp();
        var (request, _) = await DeliverAsync(app, raw: false);

        Assert.DoesNotContain(request.Headers, header => header.Key == "x-virga-signature");
        Assert.Null((await Verifier(app).VerifyAsync(request.Body!.ToString(), Token)).Reason);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("no base64")]
    public void A_short_secret_is_told_at_start(string secret)
    {
        Assert.True(new SigningOptionsValidator().Validate(null, new SigningOptions { WebhookSecret = secret }).Failed);
        Assert.True(new SigningOptionsValidator().Validate(null, new SigningOptions { EarlierWebhookSecrets = { secret } }).Failed);
        Assert.True(new SigningOptionsValidator().Validate(null, new SigningOptions { WebhookSecret = Master }).Succeeded);
    }

    private static string PublicKeyOf(IEnumerable<byte> seed)
    {
        using var keys = new WebhookKeys(Microsoft.Extensions.Options.Options.Create(new SigningOptions { WebhookPrivateKey = Convert.ToBase64String([.. seed]) }));
        return keys.PublicKeys[0];
    }

    private static async Task<(WebhookRequest Request, Subscription Subscription)> DeliverAsync(TestApp app, bool raw)
    {
        var subscription = await app.WebhookAsync(raw: raw);
        await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), cancellationToken: Token);
        await app.Relay.RelayAsync(Assert.Single(app.Store.All("_outbox")), Token);
        await app.Get<DeliveryDispatcher>().DispatchAsync(Assert.Single(app.Ports.Events).Data, Token);
        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, cancellationToken: Token);
        return (Assert.Single(app.Ports.Requests), subscription);
    }

    private static MessageVerifier Verifier(TestApp app) => new(
        new MessageVerifierOptions { TrustedHosts = { "virga.test" } },
        async (url, token) => (await app.Get<SigningCertificates>().FindAsync(Path.GetFileNameWithoutExtension(url.AbsolutePath), token))!,
        app.Time);

    private static Func<string, string?> Headers(string? id, string? timestamp, string? signature) => name => name switch
    {
        "webhook-id" => id,
        "webhook-timestamp" => timestamp,
        "webhook-signature" => signature,
        _ => null,
    };

    private static Func<string, string?> Headers(WebhookRequest request, params (string Name, string Value)[] changed) => name =>
        changed.FirstOrDefault(header => header.Name == name).Value ?? request.Headers.FirstOrDefault(header => header.Key == name).Value;

    private static FakeTimeProvider At(long seconds) => new(DateTimeOffset.FromUnixTimeSeconds(seconds));
}
