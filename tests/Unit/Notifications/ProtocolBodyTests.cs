using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Messages with a body for each protocol: what policies look at, and what subscribers get.</summary>
public sealed class ProtocolBodyTests
{
    private const string Policy = """{"name":["Tom"]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"name":"Tom"}""", null, null, "https fn queue")]
    [InlineData("""{"name":"Jerry"}""", "https", null, "https")]
    [InlineData("""{"name":"Jerry"}""", "lambda", null, "fn")]
    [InlineData("""{"name":"Jerry"}""", "sqs", null, "queue")]
    [InlineData("""{"name":"Jerry"}""", "queue", null, "queue")]
    [InlineData("""{"name":"Tom"}""", null, "https", "fn queue")]
    [InlineData("""{"name":"Tom"}""", "sms", "lambda", "https queue")]
    public async Task A_policy_on_the_body_looks_at_the_body_of_its_protocol(string body, string? matching, string? other, string expected)
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one", Policy, FilterScope.MessageBody));
        var webhook = await SubscribeAsync(app, "https", "https://example.com/hook");
        var queue = await SubscribeAsync(app, "queue", "cats-of-mine");

        await app.Notifier.PublishTextAsync("cats", body, Bodies(matching, other), Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);

        var names = new Dictionary<string, string> { [webhook] = "https", ["fn:one"] = "fn", [queue] = "queue" };
        var planned = app.Ports.Events.SelectMany(routed => RoutedNotification.Read(routed.Data).Recipients).Select(recipient => names[recipient]);
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), planned.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_replay_asks_the_body_of_the_protocol_too()
    {
        await using var app = new TestApp();
        var webhook = await SubscribeAsync(app, "https", "https://example.com/hook");
        var message = new NotificationMessage { MessageId = "m", Topic = "cats", Body = "{}", Bodies = new Dictionary<string, string> { ["https"] = """{"name":"Tom"}""" }, Timestamp = Messages.Now };

        Assert.True(await app.Get<RecipientPolicies>().WantsAsync(webhook, message, Token));
        Assert.True(Assert.Single(await app.Get<NotificationInspector>().DecideAsync(message, Token)).Matches);
    }

    private static async Task<string> SubscribeAsync(TestApp app, string protocol, string endpoint)
    {
        var subscription = await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest(protocol, endpoint) { FilterPolicy = Policy, FilterPolicyScope = "MessageBody" }, Token);
        if (subscription.State == SubscriptionState.Pending)
        {
            await app.Subscriptions.ConfirmAsync("cats", Delivery.Read(app.Ports.Take().Body).Token!, Token);
        }

        return subscription.Id;
    }

    private static Action<MessageBuilder> Bodies(string? matching, string? other) => message =>
    {
        if (matching is not null)
        {
            message.Body(matching, """{"name":"Tom"}""");
        }

        if (other is not null)
        {
            message.Body(other, """{"name":"Jerry"}""");
        }
    };
}
