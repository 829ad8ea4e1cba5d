using System.Text.Json.Nodes;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class DeadEventTests
{
    private const string Deployed = "event-deadletter/virga/DELIVER-EVENTS/2026/11/24/10/1.json";
    private const string Local = "event-deadletter/virga/DELIVEREVENTS/2026/11/24/10/2.json";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Deployed)]
    [InlineData(Local)]
    public async Task An_event_that_Event_Grid_gave_up_is_a_dead_letter_of_each_recipient(string blob)
    {
        await using var app = new TestApp();
        app.Ports.Blobs[blob] = Blob(Dead("m", "hello", ["s-1", "fn:one"]));

        Assert.Equal(1, await app.Get<DeadEventCollector>().CollectAsync(Token));

        Assert.Empty(app.Ports.Blobs);
        foreach (var recipient in (string[])["s-1", "fn:one"])
        {
            var letter = await app.Get<DeadLetters>().GetAsync(recipient, "m", Token);
            Assert.Equal(("hello", 30), (letter!.Body, letter.Attempts));
            Assert.Equal("Event Grid gave the event up: MaxDeliveryAttemptsExceeded, last outcome Busy.", letter.Reason);
            Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), letter.LastAttemptAt);
        }
    }

    [Fact]
    public async Task The_body_of_a_large_message_is_read_from_its_claim_check()
    {
        await using var app = new TestApp();
        var message = Message("m", "large");
        var blob = await app.Get<ClaimChecks>().PutAsync(message, Token);
        app.Ports.Blobs[Local] = Blob(Dead(new RoutedNotification(message, blob, ["s-1"], null)));

        await app.Get<DeadEventCollector>().CollectAsync(Token);

        Assert.Equal("large", (await app.Get<DeadLetters>().GetAsync("s-1", "m", Token))!.Body);
    }

    [Fact]
    public async Task Other_subscriptions_keep_their_blobs_and_an_unreadable_one_is_put_aside()
    {
        await using var app = new TestApp();
        const string Other = "event-deadletter/virga/OTHER/2026/11/24/10/3.json";
        app.Ports.Blobs[Other] = BinaryData.FromString("theirs");
        app.Ports.Blobs[Local] = BinaryData.FromString("no JSON");

        Assert.Equal(1, await app.Get<DeadEventCollector>().CollectAsync(Token));
        Assert.Equal(0, await app.Get<DeadEventCollector>().CollectAsync(Token));

        Assert.Equal([Other, "event-deadletter/unreadable/virga/DELIVEREVENTS/2026/11/24/10/2.json"], app.Ports.Blobs.Keys.OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_transport_will_never_take_is_a_dead_letter_and_done()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"));
        var id = (await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), cancellationToken: Token)).MessageId;
        var record = Assert.Single(app.Store.All("_outbox"));
        app.Ports.Refuse = true;

        Assert.Equal(RelayOutcome.Sent, await app.Relay.RelayAsync(record, Token));

        var letter = await app.Get<DeadLetters>().GetAsync("fn:one", id, Token);
        Assert.Equal(("413 for good", 413), (letter!.Reason, letter.LastStatus));
        Assert.Equal("sent", Assert.Single(app.Store.All("_outbox")).GetProperty("state").GetString());
    }

    private static NotificationMessage Message(string id, string body) => new() { MessageId = id, Topic = "cats", Timestamp = Messages.Now, Body = body };

    private static JsonObject Dead(string id, string body, IReadOnlyList<string> recipients) => Dead(new RoutedNotification(Message(id, body), null, recipients, null));

    private static JsonObject Dead(RoutedNotification routed) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = "1",
        ["type"] = RoutedEvent.CloudEventType,
        ["data"] = JsonNode.Parse(routed.ToData()),
        ["deadletterreason"] = "MaxDeliveryAttemptsExceeded",
        ["deliveryattempts"] = 30,
        ["lastdeliveryoutcome"] = "Busy",
        ["publishtime"] = "2026-11-23T10:00:00Z",
        ["lastdeliveryattempttime"] = "2026-11-24T09:00:00Z",
    };

    private static BinaryData Blob(JsonObject dead) => BinaryData.FromString(new JsonArray(dead).ToJsonString());
}
