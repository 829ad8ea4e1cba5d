using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The attributes of subscriptions by SNS's names.</summary>
public sealed class SubscriptionAttributeTests
{
    private const string Policy = """{"city":["oslo"]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attributes_are_set_together_and_hold_with_the_next_message()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        Assert.Single(await app.DeliverAsync());

        var changed = await SetAsync(app, subscription, ("FilterPolicy", Policy), ("RawMessageDelivery", "TRUE"), ("DeliveryPolicy", """{"requestPolicy":{"headerContentType":"text/csv"}}"""));

        Assert.Equal((Policy, true, "text/csv"), (changed.FilterPolicy, changed.RawMessageDelivery, changed.DeliveryPolicy!.HeaderContentType));
        Assert.Empty(await app.DeliverAsync());
        Assert.Single(await app.DeliverAsync(configure: message => message.Attribute("city", "oslo")));
        Assert.Equal("text/csv", app.Ports.Requests.Last().ContentType);
    }

    [Theory]
    [InlineData("Color", "red", "Invalid parameter: AttributeName")]
    [InlineData("RawMessageDelivery", "yes", "Invalid parameter: RawMessageDelivery: Invalid value [yes]. Must be true or false.")]
    [InlineData("FilterPolicyScope", "Body", "Invalid parameter: FilterPolicyScope: Invalid value [Body]. Please use either MessageBody or MessageAttributes")]
    [InlineData("FilterPolicy", "x", "Invalid parameter: FilterPolicy: ")]
    [InlineData("DeliveryPolicy", """{"healthyRetryPolicy":{"numRetries":101}}""", "Invalid parameter: DeliveryPolicy: numRetries must be 0 to 100")]
    [InlineData("RedrivePolicy", "{}", "Invalid parameter: AttributeName")]
    public async Task One_bad_attribute_leaves_all_as_they_were(string name, string value, string text)
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();

        var refused = await Assert.ThrowsAnyAsync<NotificationException>(() => SetAsync(app, subscription, (name == "RawMessageDelivery" ? "FilterPolicy" : "RawMessageDelivery", name == "RawMessageDelivery" ? Policy : "true"), (name, value)));

        Assert.StartsWith(text, refused.Message, StringComparison.Ordinal);
        Assert.Equal(subscription, await app.Subscriptions.GetAsync("cats", subscription.Id, Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    public async Task A_policy_is_removed_with_nothing(string? nothing)
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync(policy: Policy, delivery: """{"throttlePolicy":{"maxReceivesPerSecond":5}}""");

        var changed = await SetAsync(app, subscription, ("FilterPolicy", nothing), ("DeliveryPolicy", nothing));

        Assert.Null(changed.FilterPolicy);
        Assert.Null(changed.DeliveryPolicy);
        Assert.Single(await app.DeliverAsync());
    }

    [Fact]
    public async Task A_scope_that_the_policy_is_no_good_for_is_refused()
    {
        await using var app = new TestApp();
        var subscription = await app.WebhookAsync();
        await SetAsync(app, subscription, ("FilterPolicyScope", "MessageBody"), ("FilterPolicy", """{"a":{"b":[1]}}"""));

        var refused = await Assert.ThrowsAnyAsync<NotificationException>(() => SetAsync(app, subscription, ("FilterPolicyScope", "MessageAttributes")));

        Assert.Equal("Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy", refused.Message);
    }

    [Fact]
    public async Task A_queue_is_confirmed_at_once_and_is_asked_nothing()
    {
        await using var app = new TestApp(webhooks: false);

        var subscription = await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("queue", "cats-of-mine"), Token);

        Assert.Equal((SubscriptionState.Confirmed, (DateTimeOffset?)Messages.Now), (subscription.State, subscription.ConfirmedAt));
        Assert.Empty(app.Ports.Queued);
        Assert.Null(app.Store.LifeOf($"_subscription|{subscription.Id}"));
    }

    private static Task<Subscription> SetAsync(TestApp app, Subscription subscription, params (string Name, string? Value)[] attributes) =>
        app.Subscriptions.SetAttributesAsync("cats", subscription.Id, attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value), Token);
}
