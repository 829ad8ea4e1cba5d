using System.Collections.Concurrent;
using System.Text.Json;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class OutboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publishing_stores_a_pending_record_before_it_answers()
    {
        await using var app = new TestApp();

        var published = await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), m => m.Attribute("city", "oslo").Attribute("age", 3).Subject("Tom left"), Token);

        var record = Assert.Single(app.Store.All("_outbox"));
        Assert.Equal(7, Guid.Parse(published.MessageId).Version);
        Assert.Equal($"_outbox|{published.MessageId}", record.GetProperty("id").GetString());
        Assert.Matches("^_outbox-(0[0-9]|1[0-5])$", record.GetProperty("_pk").GetString());
        Assert.Equal("pending", record.GetProperty("state").GetString());
        Assert.Equal("""{"name":"Tom","age":3}""", record.GetProperty("body").GetString());
        Assert.Equal("Tom left", record.GetProperty("subject").GetString());
        Assert.Equal("Number", record.GetProperty("attributes").GetProperty("age").GetProperty("Type").GetString());
        Assert.Equal("2026-11-24T10:00:00.000Z", record.GetProperty("timestamp").GetString());
        Assert.Null(app.Store.LifeOf($"_outbox|{published.MessageId}"));
    }

    [Fact]
    public async Task What_breaks_a_rule_is_not_stored()
    {
        await using var app = new TestApp();

        var unknown = await Assert.ThrowsAsync<NotificationException>(() => app.Notifier.PublishTextAsync("dogs", "x", null, Token));
        await Assert.ThrowsAsync<NotificationException>(() => app.Notifier.PublishTextAsync("cats", "", null, Token));

        Assert.Equal(NotificationErrors.NotFound, unknown.Code);
        Assert.Empty(app.Store.All("_outbox"));
    }

    [Fact]
    public async Task A_message_in_a_transaction_is_stored_in_its_partition_exactly_when_it_happens()
    {
        await using var app = new TestApp();
        var documents = app.Get<IDocuments>();
        PublishResult? published = null;

        await documents.TransactAsync("oslo", t => published = t.Publish(Cats.Topic, new Cat("Tom", 3)), Token);
        await Assert.ThrowsAsync<TransactionFailedException>(() => documents.TransactAsync(
            "oslo",
            t =>
            {
                t.Append(new StoreOperation.Delete("missing"));
                t.Publish(Cats.Topic, new Cat("Jerry", 1));
            },
            Token));

        var record = Assert.Single(app.Store.All("_outbox"));
        Assert.Equal("oslo", record.GetProperty("_pk").GetString());
        Assert.Equal(published!.MessageId, record.GetProperty("messageId").GetString());
    }

    [Fact]
    public async Task A_commit_wakes_the_relay_of_its_process()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"));
        using var nudger = app.Get<RelayNudger>();
        await nudger.StartAsync(Token);

        await app.Get<IDocuments>().TransactAsync("oslo", t => t.Publish(Cats.Topic, new Cat("Tom", 3)), Token);
        await app.Notifier.PublishAsync(Cats.Topic, new Cat("Jerry", 1), null, Token);

        await Support.Eventually.True(() => app.Ports.Events.Count == 2, "both messages are sent", cancellationToken: Token);
        await nudger.StopAsync(Token);
    }

    [Fact]
    public async Task What_was_just_committed_is_read_only_when_many_wait()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"));
        using var nudger = app.Get<RelayNudger>();
        var read = new ConcurrentBag<string>();
        app.Store.BeforeRead = read.Add;

        await app.Get<IDocuments>().TransactAsync("oslo", t => t.Append(new StoreOperation.Create("_other|1", [])).Publish(Cats.Topic, new Cat("Tom", 3)), Token);
        await app.Notifier.PublishAllAsync(Cats.Topic, Enumerable.Range(0, 101).Select(age => new Cat("Jerry", age)), null, Token);
        await nudger.StartAsync(Token);

        await Support.Eventually.True(() => app.Store.All("_outbox").Count(record => record.GetProperty("state").GetString() == "sent") == 102, "all are sent", cancellationToken: Token);
        await nudger.StopAsync(Token);
        Assert.Equal(2, read.Count(id => id.StartsWith("_outbox|", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_the_nudge_only_feed_and_sweeper_relay()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"), options => options.Nudge = false);
        using var nudger = app.Get<RelayNudger>();
        await nudger.StartAsync(Token);

        await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), null, Token);
        await nudger.StopAsync(Token);

        Assert.Empty(app.Ports.Events);
        Assert.Equal("pending", Assert.Single(app.Store.All("_outbox")).GetProperty("state").GetString());
    }

    [Fact]
    public void Records_are_spread_over_sixteen_partitions()
    {
        var counts = Enumerable.Range(0, 4000).Select(_ => OutboxRecord.PartitionOf(Guid.CreateVersion7().ToString()).Key[0]).CountBy(name => name).ToDictionary();

        Assert.Equal(16, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 125, 500));
    }

    [Fact]
    public void A_record_is_read_back_as_it_was_written()
    {
        var record = OutboxRecord.Of(Messages.Of("\"ø\n", ("n", MessageAttribute.OfNumber(1.5m))), "00-11111111111111111111111111111111-2222222222222222-01") with
        {
            State = OutboxState.Planned,
            Attempts = 2,
            Owner = "me",
            Plan = new DeliveryPlan(7, ["fn:a", "b"]),
        };

        using var json = JsonDocument.Parse(record.ToJson().ToJsonString());
        var read = OutboxRecord.Read(json.RootElement);

        Assert.Equal(record.ToJson().ToJsonString(), read.ToJson().ToJsonString());
    }
}
