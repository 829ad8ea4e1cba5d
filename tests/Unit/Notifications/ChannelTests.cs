using Microsoft.Extensions.DependencyInjection;
using Support;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Endpoints behind channels: the app's own, and queues.</summary>
public sealed class ChannelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_that_does_not_end_has_failed_after_fifteen_seconds()
    {
        var channel = new Pigeon((_, _) => new TaskCompletionSource<ChannelResult>().Task);
        await using var app = With(channel);
        await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("pigeon", "roof"), Token);
        var delivering = app.DeliverAsync();
        await Eventually.True(() => channel.Sent.Count == 1, "the channel is asked", cancellationToken: Token);

        app.Time.Advance(ChannelSender.Timeout);

        Assert.Equal("Channel 'pigeon' did not end within 15 seconds.", Assert.IsType<DeliveryOutcome.Retry>(Assert.Single(await delivering)).Reason);
    }

    [Fact]
    public async Task What_a_channel_throws_or_asks_for_is_tried_again_and_what_it_refuses_is_dead()
    {
        Assert.Equal("InvalidOperationException: no wind", Assert.IsType<DeliveryOutcome.Retry>(await OutcomeAsync(() => throw new InvalidOperationException("no wind"))).Reason);
        Assert.Equal("tired", Assert.IsType<DeliveryOutcome.Retry>(await OutcomeAsync(() => Task.FromResult(ChannelResult.Retry("tired")))).Reason);
        Assert.Equal("no such roof", Assert.IsType<DeliveryOutcome.DeadLettered>(await OutcomeAsync(() => Task.FromResult(ChannelResult.Refuse("no such roof")))).Reason);
    }

    [Fact]
    public async Task A_channel_gets_the_message_the_envelope_and_the_link_that_ends_it()
    {
        var channel = new Pigeon((_, _) => Task.FromResult(ChannelResult.Delivered));
        await using var app = With(channel);
        var subscription = await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("pigeon", "roof: the red one"), Token);

        Assert.IsType<DeliveryOutcome.Delivered>(Assert.Single(await app.DeliverAsync("hello")));

        var sent = Assert.Single(channel.Sent);
        Assert.Equal(("roof: the red one", "hello", subscription.Id, null), (sent.Endpoint, sent.Message.Body, sent.SubscriptionId, sent.SubscribeUrl));
        Assert.Contains("\"Type\":\"Notification\"", sent.Body.ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"https://virga.test/api/topics/cats/subscriptions/{subscription.Id}/unsubscribe?token=", sent.UnsubscribeUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_gets_raw_bodies_without_any_key_to_sign_with()
    {
        await using var world = new FifoWorld();
        await world.Get<SubscriptionRegistry>().SubscribeAsync("moves.fifo", new SubscriptionRequest("queue", "orders") { RawMessageDelivery = true }, Token);

        await world.PublishAsync("g", 1);
        await world.RunAsync();

        var (queue, body) = Assert.Single(world.Queue.Others);
        Assert.Equal(("orders", """{"cat":"g","number":1}"""), (queue, body.ToString()));
    }

    [Theory]
    [InlineData("https")]
    [InlineData("Pigeon")]
    [InlineData("9pigeons")]
    [InlineData("")]
    public void A_protocol_that_is_none_is_told_at_start(string protocol) =>
        Assert.Contains($"'{protocol}' is no protocol", Assert.Single(new ChannelCatalog([new Pigeon(null!) { Protocol = protocol }]).Faults), StringComparison.Ordinal);

    [Fact]
    public void Two_channels_of_one_protocol_are_told_at_start() =>
        Assert.Contains("has more than one channel", Assert.Single(new ChannelCatalog([new Pigeon(null!), new Pigeon(null!)]).Faults), StringComparison.Ordinal);

    private static async Task<DeliveryOutcome> OutcomeAsync(Func<Task<ChannelResult>> answer)
    {
        await using var app = With(new Pigeon((_, _) => answer()));
        await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("pigeon", "roof"), Token);
        return Assert.Single(await app.DeliverAsync());
    }

    private static TestApp With(IDeliveryChannel channel) => new(builder =>
    {
        builder.Topic(Cats.Topic);
        builder.Services.AddSingleton(channel);
    });

    private sealed class Pigeon(Func<ChannelMessage, CancellationToken, Task<ChannelResult>> send) : IDeliveryChannel
    {
        public List<ChannelMessage> Sent { get; } = [];

        public string Protocol { get; init; } = "pigeon";

        public bool NeedsConfirmation => false;

        public string? Fault(string endpoint) => null;

        public Task<ChannelResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
        {
            Sent.Add(message);
            return send(message, cancellationToken);
        }
    }
}
