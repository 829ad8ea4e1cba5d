using System.Text.Json;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>What a topic's attributes say of its deliveries.</summary>
public sealed class TopicDeliveryTests
{
    private const string Slow = """{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":100,"maxDelayTarget":100,"numRetries":1},"defaultRequestPolicy":{"headerContentType":"application/json"}}}""";
    private const string Own = """{"healthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":5,"numRetries":1}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, 20, "text/plain; charset=UTF-8")]
    [InlineData(Slow, null, 100, "application/json")]
    [InlineData(Slow, Own, 5, "application/json")]
    [InlineData("""{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":100,"maxDelayTarget":100},"disableSubscriptionOverrides":true}}""", Own, 100, "text/plain; charset=UTF-8")]
    [InlineData("""{"http":{"disableSubscriptionOverrides":true}}""", Own, 20, "text/plain; charset=UTF-8")]
    [InlineData("""{"http":{"defaultRequestPolicy":{"headerContentType":"text/csv"}}}""", null, 20, "text/plain; charset=UTF-8")]
    public async Task A_webhook_is_delivered_to_as_it_says_else_as_its_topic_says_else_as_the_app_says(string? topic, string? own, int seconds, string contentType)
    {
        await using var app = new TestApp();
        await SetAsync(app, ("DeliveryPolicy", topic));
        var subscription = await app.WebhookAsync(delivery: own);
        app.Ports.Answer = _ => new WebhookResponse(503);

        var retry = Assert.IsType<DeliveryOutcome.Retry>(Assert.Single(await app.DeliverAsync()));

        Assert.InRange(retry.Delay.TotalSeconds, seconds * 0.9, seconds * 1.1);
        Assert.Equal(contentType, Assert.Single(app.Ports.Requests).ContentType);
        var effective = await app.Subscriptions.EffectiveDeliveryPolicyAsync(subscription, Token);
        Assert.Equal(TimeSpan.FromSeconds(seconds), effective.HealthyRetryPolicy!.MinDelayTarget);
    }

    [Fact]
    public async Task A_content_type_of_the_topic_that_envelopes_cannot_have_is_for_raw_deliveries()
    {
        await using var app = new TestApp();
        await SetAsync(app, ("DeliveryPolicy", """{"http":{"defaultRequestPolicy":{"headerContentType":"text/csv"}}}"""));
        await app.WebhookAsync(raw: true);

        await app.DeliverAsync();

        Assert.Equal("text/csv", Assert.Single(app.Ports.Requests).ContentType);
    }

    [Fact]
    public async Task A_throttle_of_the_topic_is_each_subscriptions()
    {
        await using var app = new TestApp();
        await SetAsync(app, ("DeliveryPolicy", """{"http":{"defaultThrottlePolicy":{"maxReceivesPerSecond":1}}}"""));
        await app.WebhookAsync("https://example.com/1");
        await app.WebhookAsync("https://example.com/2");

        Assert.All(await app.DeliverAsync(), outcome => Assert.IsType<DeliveryOutcome.Delivered>(outcome));
        Assert.All(await app.DeliverAsync(), outcome => Assert.IsType<DeliveryOutcome.Retry>(outcome));
    }

    [Fact]
    public async Task The_effective_policy_of_a_topic_is_shown_and_a_policy_goes_with_null_or_nothing()
    {
        await using var app = new TestApp();
        var topics = app.Get<TopicDirectory>();
        await SetAsync(app, ("DeliveryPolicy", Slow));

        var shown = (await topics.GetAsync("cats", Token)).Attributes;
        using var policy = JsonDocument.Parse(shown["DeliveryPolicy"]);
        Assert.Equal(100, policy.RootElement.GetProperty("http").GetProperty("defaultHealthyRetryPolicy").GetProperty("minDelayTarget").GetInt32());
        Assert.Equal(shown["DeliveryPolicy"], shown["EffectiveDeliveryPolicy"]);

        foreach (var nothing in (string?[])[null, "", "{}"])
        {
            await SetAsync(app, ("DeliveryPolicy", Slow));
            await SetAsync(app, ("DeliveryPolicy", nothing));
            Assert.DoesNotContain("DeliveryPolicy", (await topics.GetAsync("cats", Token)).Attributes.Keys);
        }
    }

    [Theory]
    [InlineData("x", "it is not JSON")]
    [InlineData("[]", "the policy must be a JSON object")]
    [InlineData("""{"https":{}}""", "'https' is not supported")]
    [InlineData("""{"http":{"healthyRetryPolicy":{}}}""", "'healthyRetryPolicy' is not supported: http takes defaultHealthyRetryPolicy")]
    [InlineData("""{"http":{"disableSubscriptionOverrides":"yes"}}""", "disableSubscriptionOverrides is true or false")]
    [InlineData("""{"http":{"defaultHealthyRetryPolicy":{"numRetries":101},"defaultThrottlePolicy":{"maxReceivesPerSecond":0}}}""", "numRetries must be 0 to 100; it is 101; maxReceivesPerSecond must be at least 1")]
    public async Task A_bad_delivery_policy_is_refused_with_all_its_faults(string policy, string fault)
    {
        await using var app = new TestApp();

        var refused = await Assert.ThrowsAsync<NotificationException>(() => SetAsync(app, ("DeliveryPolicy", policy)));
        var atCreate = await Assert.ThrowsAsync<NotificationException>(() => app.Get<TopicDirectory>().CreateAsync("dogs", new() { Attributes = new Dictionary<string, string> { ["DeliveryPolicy"] = policy } }, Token));

        Assert.StartsWith("Invalid parameter: DeliveryPolicy Reason: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Invalid parameter: Attributes Reason: ", atCreate.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Successes_are_logged_at_the_rate_of_the_topic_for_the_protocol()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"));
        await app.WebhookAsync();
        await SetAsync(app, ("HTTPSuccessFeedbackSampleRate", "100"));

        await app.DeliverAsync();

        var logged = Assert.Single(app.Logs.Of("Virga.Notifications.DeliveryLog")).Text;
        Assert.Contains("SUCCESS", logged, StringComparison.Ordinal);
        Assert.DoesNotContain("fn:one", logged, StringComparison.Ordinal);

        await SetAsync(app, ("HTTPSuccessFeedbackSampleRate", null), ("LambdaSuccessFeedbackSampleRate", "100"));
        await app.DeliverAsync();
        Assert.Contains("fn:one", app.Logs.Of("Virga.Notifications.DeliveryLog")[1].Text, StringComparison.Ordinal);
        Assert.Equal(2, app.Logs.Of("Virga.Notifications.DeliveryLog").Count);
    }

    [Theory]
    [InlineData("HTTPSuccessFeedbackSampleRate", "101", "HTTPSuccessFeedbackSampleRate Reason: HTTPSuccessFeedbackSampleRate is a number from 0 to 100")]
    [InlineData("HTTPSuccessFeedbackRoleArn", "arn:aws:iam::1:role/x", "AttributeName Reason: HTTPSuccessFeedbackRoleArn: the delivery log is the app's own log")]
    [InlineData("FirehoseSuccessFeedbackSampleRate", "1", "AttributeName Reason: FirehoseSuccessFeedbackSampleRate: there is no such protocol")]
    [InlineData("SignatureVersion", "1", "SignatureVersion Reason: SignatureVersion is 2: nothing is signed with SHA-1")]
    [InlineData("TracingConfig", "PassThrough", "TracingConfig Reason: TracingConfig is Active")]
    [InlineData("KmsMasterKeyId", "alias/x", "AttributeName Reason: KmsMasterKeyId: the store encrypts")]
    [InlineData("DataProtectionPolicy", "{}", "AttributeName Reason: DataProtectionPolicy: ")]
    [InlineData("Nonsense", "x", "AttributeName")]
    public async Task What_cannot_be_set_is_refused_with_the_reason(string name, string value, string text)
    {
        await using var app = new TestApp();

        Assert.StartsWith($"Invalid parameter: {text}", (await Assert.ThrowsAsync<NotificationException>(() => SetAsync(app, (name, value)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_the_only_way_can_be_set()
    {
        await using var app = new TestApp();

        await SetAsync(app, ("SignatureVersion", "2"), ("TracingConfig", "Active"));

        var attributes = (await app.Get<TopicDirectory>().GetAsync("cats", Token)).Attributes;
        Assert.Equal(("2", "Active"), (attributes["SignatureVersion"], attributes["TracingConfig"]));
    }

    private static Task SetAsync(TestApp app, params (string Name, string? Value)[] attributes) =>
        app.Get<TopicDirectory>().SetAttributesAsync("cats", attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value), Token);
}
