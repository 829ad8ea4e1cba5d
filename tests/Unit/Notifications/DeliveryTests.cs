using System.Text.Json;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class DeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_gets_the_signed_envelope_with_the_headers()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        var message = await RelayAsync(app, m => m.Attribute("city", "oslo").Subject("Tom left"));

        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);
        var outcome = await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        Assert.IsType<DeliveryOutcome.Delivered>(outcome);
        var request = Assert.Single(app.Ports.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("https://example.com/hook", request.Endpoint.AbsoluteUri);
        Assert.Equal("text/plain; charset=UTF-8", request.ContentType);
        var headers = request.Headers.ToDictionary();
        Assert.Equal("Notification", headers["x-amz-sns-message-type"]);
        Assert.Equal(message, headers["x-amz-sns-message-id"]);
        Assert.Equal("arn:virga:sns:local:000000000000:cats", headers["x-amz-sns-topic-arn"]);
        Assert.Equal($"arn:virga:sns:local:000000000000:cats:{subscription.Id}", headers["x-amz-sns-subscription-arn"]);
        using var envelope = JsonDocument.Parse(request.Body!);
        Assert.Equal(
            ["Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL", "UnsubscribeURL", "MessageAttributes"],
            envelope.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""{"name":"Tom","age":3}""", envelope.RootElement.GetProperty("Message").GetString());
        Assert.Equal("2", envelope.RootElement.GetProperty("SignatureVersion").GetString());
        Assert.Equal("oslo", envelope.RootElement.GetProperty("MessageAttributes").GetProperty("city").GetProperty("Value").GetString());
        Assert.StartsWith($"https://virga.test/api/topics/cats/subscriptions/{subscription.Id}/unsubscribe?token=", envelope.RootElement.GetProperty("UnsubscribeURL").GetString(), StringComparison.Ordinal);
        Assert.Null((await VerifyAsync(app, request)).Reason);
    }

    [Fact]
    public async Task A_confirmation_carries_token_and_link()
    {
        await using var app = new TestApp();
        await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("https", "https://example.com/hook") { RawMessageDelivery = true }, Token);

        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        var request = Assert.Single(app.Ports.Requests);
        var headers = request.Headers.ToDictionary();
        Assert.Equal("SubscriptionConfirmation", headers["x-amz-sns-message-type"]);
        Assert.DoesNotContain("x-amz-sns-subscription-arn", headers.Keys);
        using var envelope = JsonDocument.Parse(request.Body!);
        var token = envelope.RootElement.GetProperty(nameof(Delivery.Token)).GetString()!;
        Assert.Equal($"https://virga.test/api/topics/cats/subscriptions/confirm?token={token}", envelope.RootElement.GetProperty("SubscribeURL").GetString());
        Assert.Equal(
            "You have chosen to subscribe to the topic arn:virga:sns:local:000000000000:cats.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
            envelope.RootElement.GetProperty("Message").GetString());
        Assert.False(envelope.RootElement.TryGetProperty("UnsubscribeURL", out _));
        Assert.True((await VerifyAsync(app, request)).IsGenuine);
        await app.Subscriptions.ConfirmAsync("cats", token, Token);
    }

    [Fact]
    public async Task Raw_delivery_is_the_body_alone()
    {
        await using var app = new TestApp();
        await app.WebhookAsync(raw: true);
        await RelayAsync(app);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        var request = Assert.Single(app.Ports.Requests);
        Assert.Equal("""{"name":"Tom","age":3}""", request.Body!.ToString());
        Assert.Contains(new KeyValuePair<string, string>("x-amz-sns-rawdelivery", "true"), request.Headers);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_passing_failure_is_tried_again_by_the_plan_and_then_a_dead_letter(int status)
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        var message = await RelayAsync(app);
        app.Ports.Answer = _ => new WebhookResponse(status);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var retry = Assert.IsType<DeliveryOutcome.Retry>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));
            Assert.InRange(retry.Delay, TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(22));
            Assert.Equal(retry.Delay, Assert.Single(app.Ports.Queued).Delay);
            app.Time.Advance(retry.Delay);
        }

        var dead = Assert.IsType<DeliveryOutcome.DeadLettered>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));

        Assert.Equal($"HTTP {status}", dead.Reason);
        var letter = Assert.Single((await app.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);
        Assert.Equal((message, "cats", 4, status), (letter.MessageId, letter.Topic, letter.Attempts, letter.LastStatus));
        Assert.Equal(app.Ports.Requests.Last().Body!.ToString(), letter.Body);
        Assert.Equal(Messages.Now, letter.FirstAttemptAt);
        Assert.InRange(letter.LastAttemptAt - letter.FirstAttemptAt, TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(66));
        Assert.All(app.Ports.Requests, request => Assert.Contains(new KeyValuePair<string, string>("x-amz-sns-message-id", message), request.Headers));
    }

    [Fact]
    public async Task A_dead_letter_that_a_process_wrote_and_died_over_goes_when_the_message_is_delivered_after_all()
    {
        await using var app = new TestApp(options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        var subscription = await app.WebhookAsync();
        await RelayAsync(app);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);
        var body = app.Ports.Take().Body;
        app.Ports.Answer = _ => new WebhookResponse(503);
        await app.Get<DeliveryWorker>().HandleAsync(body, 1, Token);
        Assert.Single((await app.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);

        app.Ports.Answer = _ => new WebhookResponse(200);
        Assert.IsType<DeliveryOutcome.Delivered>(await app.Get<DeliveryWorker>().HandleAsync(body, 2, Token)); // it was never removed from the queue

        Assert.Empty((await app.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);
    }

    [Theory]
    [InlineData(WebhookFailure.TimedOut, true)]
    [InlineData(WebhookFailure.Connection, true)]
    [InlineData(WebhookFailure.NameResolution, true)]
    [InlineData(WebhookFailure.Forbidden, false)]
    public async Task Without_an_answer_it_is_tried_again_unless_the_endpoint_is_forbidden(WebhookFailure failure, bool isRetried)
    {
        await using var app = new TestApp();
        await app.WebhookAsync();
        await RelayAsync(app);
        app.Ports.Answer = _ => new WebhookResponse(0) { Failure = failure, Error = "No answer." };
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        var outcome = await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        Assert.Equal(isRetried, outcome is DeliveryOutcome.Retry { Reason: "No answer." });
        Assert.Equal(!isRetried, outcome is DeliveryOutcome.DeadLettered { Reason: "No answer." });
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Any_other_answer_is_final(int status)
    {
        await using var app = new TestApp();
        await app.WebhookAsync();
        await RelayAsync(app);
        app.Ports.Answer = _ => new WebhookResponse(status);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        Assert.IsType<DeliveryOutcome.DeadLettered>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));

        Assert.Empty(app.Ports.Queued);
    }

    [Fact]
    public async Task A_subscription_that_has_ended_gets_nothing_more()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        await RelayAsync(app);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);
        await app.Subscriptions.DeleteAsync("cats", subscription.Id, Token);

        Assert.IsType<DeliveryOutcome.Dropped>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));

        Assert.Empty(app.Ports.Requests);
        Assert.Empty(app.Store.All("_dead-letter"));
    }

    [Fact]
    public async Task A_message_that_keeps_crashing_the_process_is_given_up()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        await RelayAsync(app);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        var outcome = await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 5, Token);

        Assert.Equal("The process ended 4 times while delivering it.", Assert.IsType<DeliveryOutcome.DeadLettered>(outcome).Reason);
        Assert.Empty(app.Ports.Requests);
        Assert.Single((await app.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_confirmation_that_is_not_taken_leaves_no_readable_token()
    {
        await using var app = new TestApp(options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("https", "https://example.com/hook"), Token);
        app.Ports.Answer = _ => new WebhookResponse(500);

        Assert.IsType<DeliveryOutcome.Dropped>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));

        Assert.Empty(app.Store.All("_dead-letter"));
    }

    [Fact]
    public async Task A_large_message_is_delivered_whole_and_its_dead_letter_keeps_it()
    {
        await using var app = new TestApp(options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        var subscription = await app.WebhookAsync();
        var body = new string('"', 250_000);
        await app.Notifier.PublishTextAsync("cats", body, m => m.Attribute("a", new string('x', 5000)), Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);
        app.Ports.Answer = _ => new WebhookResponse(500);
        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        Assert.IsType<DeliveryOutcome.DeadLettered>(await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token));

        var sent = Assert.Single(app.Ports.Requests).Body!.ToString();
        using var envelope = JsonDocument.Parse(sent);
        Assert.Equal(body, envelope.RootElement.GetProperty("Message").GetString());
        var letter = Assert.Single((await app.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);
        Assert.Equal(sent, (await app.Get<DeadLetters>().GetAsync(subscription.Id, letter.MessageId, Token))!.Body);
    }

    private static async Task<string> RelayAsync(TestApp app, Action<MessageBuilder>? configure = null)
    {
        var published = await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), configure, Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);
        return published.MessageId;
    }

    private static Task<MessageVerification> VerifyAsync(TestApp app, WebhookRequest request)
    {
        var certificates = app.Get<SigningCertificates>();
        var options = new MessageVerifierOptions { TrustedHosts = { "virga.test" } };
        var verifier = new MessageVerifier(options, async (url, token) => (await certificates.FindAsync(Path.GetFileNameWithoutExtension(url.AbsolutePath), token))!, app.Time);
        return verifier.VerifyAsync(request.Body!.ToString(), Token);
    }
}
