using System.Text.Json.Nodes;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class SubscriberTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_gets_the_typed_message()
    {
        await using var app = Subscribed();
        var published = await RelayAsync(app);

        await DispatchAsync(app);

        var seen = Assert.Single(app.Log.Seen);
        Assert.Equal(new Cat("Tom", 3), seen.Body);
        Assert.Equal((published, "cats", "Tom left", Messages.Now), (seen.MessageId, seen.Topic, seen.Subject, seen.Timestamp));
        Assert.Equal("oslo", seen.Attributes["city"].Value);
        Assert.Empty(app.Ports.Queued);
    }

    [Fact]
    public async Task A_handler_that_throws_is_tried_again_from_the_queue_and_then_a_dead_letter()
    {
        await using var app = Subscribed();
        var published = await RelayAsync(app);
        var attempts = new List<int>();
        app.Log.OnMessage = (_, context) =>
        {
            attempts.Add(context.Attempt);
            throw new InvalidOperationException("no");
        };

        await DispatchAsync(app);
        for (var attempt = 2; attempt <= 4; attempt++)
        {
            await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);
        }

        Assert.Equal([1, 2, 3, 4], attempts);
        var letter = Assert.Single((await app.Get<DeadLetters>().ListAsync("fn:one", cancellationToken: Token)).Items);
        Assert.Equal((published, "InvalidOperationException: no", 4), (letter.MessageId, letter.Reason, letter.Attempts));
        Assert.Equal("""{"name":"Tom","age":3}""", letter.Body);
        Assert.Null(letter.LastStatus);
        Assert.Empty(app.Ports.Queued);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 10)]
    public async Task A_dead_letter_of_the_first_dispatch_that_a_process_died_over_goes_when_the_event_comes_again_and_is_handled(bool restarted, int secondsLater)
    {
        await using var app = Subscribed(retries: 0);
        await RelayAsync(app);
        app.Log.OnMessage = (_, _) => throw new InvalidOperationException("no");
        await DispatchAsync(app);
        Assert.Single(app.Store.All("_dead-letter"));

        app.Time.Advance(TimeSpan.FromSeconds(secondsLater) + TimeSpan.FromMilliseconds(1)); // its event was not acknowledged
        await using var next = restarted ? Subscribed(retries: 0, sharing: app) : null;
        app.Log.OnMessage = (_, _) => Task.CompletedTask;
        await (next ?? app).Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);

        Assert.Empty(app.Store.All("_dead-letter"));
    }

    [Fact]
    public async Task A_message_that_comes_for_the_first_time_and_is_handled_costs_no_request()
    {
        await using var app = Subscribed();
        app.Get<DeliveryDispatcher>();
        await RelayAsync(app);
        app.Time.Advance(TimeSpan.FromSeconds(4));
        app.Store.BeforeWrite = operation => Assert.Fail($"{operation} was written.");

        await DispatchAsync(app);

        Assert.Single(app.Log.Seen);
    }

    [Fact]
    public async Task One_handler_that_throws_does_not_repeat_the_others()
    {
        await using var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one").Subscriber<CatSubscriber>("two"));
        await RelayAsync(app);
        app.Log.OnMessage = (_, context) => context.SubscriptionId == "fn:one" ? throw new InvalidOperationException("no") : Task.CompletedTask;

        await DispatchAsync(app);

        Assert.Equal(2, app.Log.Seen.Count);
        Assert.Equal("fn:one", Delivery.Read(app.Ports.Take().Body).Recipient);
    }

    [Fact]
    public async Task A_body_that_is_not_the_topics_is_a_dead_letter_at_once()
    {
        await using var app = Subscribed();
        await app.Notifier.PublishTextAsync("cats", "not json", null, Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);

        await DispatchAsync(app);

        Assert.Empty(app.Ports.Queued);
        Assert.Contains("not the JSON of topic 'cats'", Assert.Single((await app.Get<DeadLetters>().ListAsync("fn:one", cancellationToken: Token)).Items).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_this_version_does_not_know_is_waited_for()
    {
        await using var app = Subscribed();
        await RelayAsync(app);
        await using var older = new TestApp(sharing: app);

        await older.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);
        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        Assert.Single(app.Log.Seen);
    }

    [Fact]
    public async Task Effects_happen_once_however_often_the_message_comes()
    {
        await using var app = Subscribed();
        await RelayAsync(app);
        app.Log.OnMessage = (_, context) => WriteAsync(app, context, "effect");

        await DispatchAsync(app);
        await DispatchAsync(app);

        Assert.IsType<EffectOutcome.Done>(app.Log.Effects.First());
        Assert.IsType<EffectOutcome.AlreadyDone>(app.Log.Effects.Last());
        var marker = Assert.Single(app.Store.All("_inbox"));
        Assert.Equal("oslo", marker.GetProperty("_pk").GetString());
        Assert.Equal(TimeSpan.FromDays(7), app.Store.LifeOf(marker.GetProperty("id").GetString()!));
        Assert.Empty(app.Ports.Queued);
    }

    [Fact]
    public async Task Several_effects_of_one_message_are_told_apart()
    {
        await using var app = Subscribed();
        await RelayAsync(app);
        app.Log.OnMessage = async (_, context) =>
        {
            await WriteAsync(app, context, "first");
            if (app.Log.Seen.Count == 1)
            {
                throw new InvalidOperationException("crash between the two");
            }

            await WriteAsync(app, context, "second");
        };

        await DispatchAsync(app);
        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);

        Assert.Equal([typeof(EffectOutcome.Done), typeof(EffectOutcome.AlreadyDone), typeof(EffectOutcome.Done)], app.Log.Effects.Select(effect => effect.GetType()));
        Assert.Equal(2, app.Store.All("effect").Count);
    }

    [Fact]
    public async Task An_effect_that_is_refused_leaves_no_marker_and_throws()
    {
        await using var app = Subscribed();
        await RelayAsync(app);
        app.Log.OnMessage = (_, context) => context.TransactAsync("oslo", t => t.Append(new StoreOperation.Delete("missing")), Token);

        await DispatchAsync(app);

        Assert.Empty(app.Store.All("_inbox"));
        Assert.Equal(2, Delivery.Read(app.Ports.Take().Body).Attempt);
    }

    [Fact]
    public async Task A_refusal_that_comes_before_the_marker_is_seen_is_still_already_done()
    {
        await using var app = Subscribed();
        await RelayAsync(app);
        app.Log.OnMessage = (_, context) => WriteAsync(app, context, "effect");
        await DispatchAsync(app);
        app.Store.BeforeTransaction = _ => throw new TransactionFailedException(1, "cat|tom", new ConditionFailedException("read first, and no longer true"));

        await DispatchAsync(app);

        Assert.IsType<EffectOutcome.AlreadyDone>(app.Log.Effects.Last());
    }

    private static TestApp Subscribed(int retries = 3, TestApp? sharing = null) =>
        new(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"), options => options.Retry = new RetryPolicy { NumRetries = retries }, sharing);

    private static async Task WriteAsync(TestApp app, SubscriberContext context, string id) =>
        app.Log.Effects.Enqueue(await context.TransactAsync("oslo", t => t.Append(new StoreOperation.Create(id, new JsonObject { ["_model"] = "effect" })), Token));

    private static async Task<string> RelayAsync(TestApp app)
    {
        var published = await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), m => m.Attribute("city", "oslo").Subject("Tom left"), Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);
        return published.MessageId;
    }

    private static Task DispatchAsync(TestApp app) => app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);
}
