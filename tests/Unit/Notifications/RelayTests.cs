using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class RelayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pending_record_is_planned_sent_and_marked_sent()
    {
        await using var app = Subscribed();
        var record = await PublishAsync(app);

        var outcome = await app.Relay.RelayAsync(record, Token);

        Assert.Equal(RelayOutcome.Sent, outcome);
        var routed = Assert.Single(app.Ports.Events);
        Assert.Equal(record.GetProperty("messageId").GetString(), routed.Id);
        Assert.Equal("cats", routed.Topic);
        Assert.Equal(["fn:one"], RoutedNotification.Read(routed.Data).Recipients);
        var stored = Assert.Single(app.Store.All("_outbox"));
        Assert.Equal("sent", stored.GetProperty("state").GetString());
        Assert.Equal(TimeSpan.FromDays(7), app.Store.LifeOf(stored.GetProperty("id").GetString()!));
        Assert.Equal(RelayOutcome.Nothing, await app.Relay.RelayAsync(stored, Token));
    }

    [Fact]
    public async Task A_record_that_the_host_changed_on_the_way_is_sent_as_it_is_stored()
    {
        const string Body = "2026-11-26T06:50:29.190+02:00";
        await using var app = Subscribed();
        app.Get<IOptions<ChangesOptions>>().Value.ReadAgain = true;
        app.Time.Advance(TimeSpan.FromMilliseconds(190));
        await app.Notifier.PublishTextAsync("cats", Body, cancellationToken: Token);
        var record = Assert.Single(app.Store.All("_outbox")).GetRawText();

        // What the host's trigger makes of the feed.
        await app.Relay.RelayAsync([JsonElement.Parse(JObject.Parse(record).ToString(Newtonsoft.Json.Formatting.None))], Token);

        Assert.Equal(Body, RoutedNotification.Read(Assert.Single(app.Ports.Events).Data).Message.Body);
    }

    [Theory]
    [InlineData("2026-11-26T06:50:29.19Z", 190)]
    [InlineData("2026-11-26T06:50:29Z", 0)]
    public void A_time_is_read_without_the_zeros_that_the_host_takes_away(string text, int milliseconds) =>
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 6, 50, 29, milliseconds, TimeSpan.Zero), MessageTime.Parse(text));

    [Fact]
    public async Task A_message_nobody_wants_is_marked_sent_and_not_sent()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one", """{"city":["bergen"]}"""));
        var record = await PublishAsync(app);

        await app.Relay.RelayAsync(record, Token);

        Assert.Empty(app.Ports.Events);
        Assert.Equal("sent", Assert.Single(app.Store.All("_outbox")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Only_confirmed_subscriptions_that_match_are_recipients()
    {
        await using var app = Subscribed();
        var oslo = await app.WebhookAsync("https://example.com/oslo", """{"city":["oslo"]}""");
        await app.WebhookAsync("https://example.com/bergen", """{"city":["bergen"]}""");
        var all = await app.WebhookAsync("https://example.com/all");
        await app.Subscriptions.SubscribeAsync("cats", new SubscriptionRequest("https", "https://example.com/pending"), Token);

        await app.Relay.RelayAsync(await PublishAsync(app), Token);

        Assert.Equal(["fn:one", oslo.Id, all.Id], RoutedNotification.Read(Assert.Single(app.Ports.Events).Data).Recipients);
        Assert.Equal(6, Assert.Single(app.Store.All("_outbox")).GetProperty("plan").GetProperty("version").GetInt64() - 1);
    }

    [Fact]
    public async Task The_registry_is_read_again_only_when_it_has_changed()
    {
        await using var app = Subscribed();
        await app.WebhookAsync();
        await app.Relay.RelayAsync(await PublishAsync(app), Token);
        await app.Relay.RelayAsync(await PublishAsync(app), Token);
        Assert.Equal(1, app.Store.NotModified);

        await app.WebhookAsync("https://example.com/later");
        await app.Relay.RelayAsync(await PublishAsync(app), Token);

        Assert.Equal(3, RoutedNotification.Read(app.Ports.Events[^1].Data).Recipients.Count);
    }

    [Fact]
    public async Task Of_two_relays_the_first_plan_wins_and_the_other_leaves_the_message_alone()
    {
        await using var first = Subscribed();
        await using var second = new TestApp(sharing: first);
        var record = await PublishAsync(first);
        first.Ports.OnSend = async () =>
        {
            first.Ports.OnSend = null;
            Assert.Equal(RelayOutcome.LeftToAnother, await second.Relay.RelayAsync(record, Token));
        };

        Assert.Equal(RelayOutcome.Sent, await first.Relay.RelayAsync(record, Token));
        Assert.Equal(RelayOutcome.Nothing, await second.Relay.RelayAsync(record, Token));

        Assert.Single(first.Ports.Events);
    }

    [Fact]
    public async Task Whoever_takes_over_sends_the_stored_plan()
    {
        await using var dead = Subscribed();
        await using var heir = new TestApp(sharing: dead); // has no subscriber, so its own plan would be empty
        var record = await PublishAsync(dead);
        dead.Ports.OnSend = () => throw new EventTransportException("away", isTransient: true);
        await Assert.ThrowsAsync<EventTransportException>(() => dead.Relay.RelayAsync(record, Token));
        dead.Ports.OnSend = null;

        Assert.Equal(new SweepResult(0, 0, 0), await heir.Get<OutboxSweeper>().SweepAsync(Token));
        dead.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(new SweepResult(1, 1, 0), await heir.Get<OutboxSweeper>().SweepAsync(Token));

        Assert.Equal(["fn:one"], RoutedNotification.Read(Assert.Single(dead.Ports.Events).Data).Recipients);
        var stored = Assert.Single(dead.Store.All("_outbox"));
        Assert.Equal("sent", stored.GetProperty("state").GetString());
        Assert.Equal(2, stored.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task The_relay_that_failed_tries_again_without_waiting()
    {
        await using var app = Subscribed();
        var record = await PublishAsync(app);
        app.Ports.OnSend = () => throw new EventTransportException("away", isTransient: true);
        await Assert.ThrowsAsync<EventTransportException>(() => app.Relay.RelayAsync(record, Token));
        app.Ports.OnSend = null;

        Assert.Equal(RelayOutcome.Sent, await app.Relay.RelayAsync(record, Token));

        Assert.Single(app.Ports.Events);
    }

    [Fact]
    public async Task One_record_that_fails_holds_up_no_other_of_the_feed()
    {
        await using var app = Subscribed();
        var bad = await PublishAsync(app);
        var good = await PublishAsync(app);
        var calls = 0;
        app.Store.BeforeWrite = operation =>
        {
            if (operation.Id == bad.GetProperty("id").GetString() && Interlocked.Increment(ref calls) == 1)
            {
                throw new StoreUnavailableException("away");
            }
        };
        using var foreign = JsonDocument.Parse("""{"id":"cat|1","_model":"cat"}""");

        await app.Relay.RelayAsync([foreign.RootElement, bad, good], Token);

        Assert.Equal(good.GetProperty("messageId").GetString(), Assert.Single(app.Ports.Events).Id);
    }

    [Fact]
    public async Task A_sweep_is_bounded_and_goes_on_at_the_next()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"), options => options.SweepLimit = 150);
        for (var count = 0; count < 200; count++)
        {
            await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", count), null, Token);
        }

        app.Time.Advance(TimeSpan.FromMinutes(2));
        var sweeper = app.Get<OutboxSweeper>();
        var first = await sweeper.SweepAsync(Token);
        var second = await sweeper.SweepAsync(Token);

        Assert.Equal(new SweepResult(150, 150, 0), first);
        Assert.Equal(new SweepResult(50, 50, 0), second);
        Assert.Equal(200, app.Ports.Events.Select(routed => routed.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_large_message_travels_as_a_claim_check()
    {
        await using var app = Subscribed();
        var body = new string('x', ClaimChecks.InlineBytes);
        await app.Notifier.PublishTextAsync("cats", body, m => m.Attribute("city", "oslo"), Token);

        await app.Relay.RelayAsync(Assert.Single(app.Store.All("_outbox")), Token);

        var routed = RoutedNotification.Read(Assert.Single(app.Ports.Events).Data);
        Assert.Equal("", routed.Message.Body);
        var whole = await app.Get<ClaimChecks>().RestoreAsync(routed.Message, routed.Blob, Token);
        Assert.Equal(body, whole!.Body);
        Assert.Equal("oslo", whole.Attributes["city"].Value);
    }

    [Fact]
    public void An_event_survives_a_host_that_takes_texts_for_dates()
    {
        const string Date = "2026-11-26T06:50:29.190+02:00";
        var message = new NotificationMessage
        {
            MessageId = "m-1",
            Topic = "cats.fifo",
            Timestamp = Messages.Now.AddMilliseconds(190),
            Body = Date,
            Subject = Date,
            MessageGroupId = Date,
            MessageDeduplicationId = Date,
            Attributes = new Dictionary<string, MessageAttribute> { ["at"] = MessageAttribute.OfString(Date) },
            Bodies = new Dictionary<string, string> { ["sqs"] = Date },
        };

        // What the host's Event Grid extension does with the request's body.
        var seen = JToken.Parse(new RoutedNotification(message, null, [Date], null).ToData().ToString()).ToString(Newtonsoft.Json.Formatting.None);

        var routed = RoutedNotification.Read(BinaryData.FromString(seen));
        Assert.Equal(
            [Date, Date, Date, Date, Date, Date, Date],
            [routed.Message.Body, routed.Message.Subject, routed.Message.MessageGroupId, routed.Message.MessageDeduplicationId, routed.Message.Attributes["at"].Value, routed.Message.Bodies["sqs"], routed.Recipients[0]]);
        Assert.Equal(message.Timestamp, routed.Message.Timestamp);
    }

    [Fact]
    public void Recipients_are_split_by_bytes_and_by_number()
    {
        var recipients = Enumerable.Range(0, 1200).Select(index => $"{index:x32}").ToList();

        var byNumber = EventSplitter.Chunks(recipients, 990_000).ToList();
        var byBytes = EventSplitter.Chunks(recipients, 350).ToList();

        Assert.Equal([500, 500, 200], byNumber.Select(chunk => chunk.Count));
        Assert.All(byBytes, chunk => Assert.InRange(chunk.Count, 1, 10));
        Assert.Equal(recipients, byBytes.SelectMany(chunk => chunk));
        Assert.Equal(2, EventSplitter.Chunks(["a", "b"], 1).Count());
    }

    [Fact]
    public async Task The_trace_goes_on_through_the_transport()
    {
        await using var app = Subscribed();
        using var activity = new Activity("test").Start();

        await app.Relay.RelayAsync(await PublishAsync(app), Token);

        Assert.StartsWith($"00-{activity.TraceId}-", Assert.Single(app.Ports.Events).TraceParent, StringComparison.Ordinal);
    }

    private static TestApp Subscribed() => new(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"));

    private static async Task<JsonElement> PublishAsync(TestApp app)
    {
        var published = await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), m => m.Attribute("city", "oslo"), Token);
        return app.Store.All("_outbox").Single(record => record.GetProperty("messageId").GetString() == published.MessageId);
    }
}
