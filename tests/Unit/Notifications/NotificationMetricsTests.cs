using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>SNS's metrics, as this framework's meter has them.</summary>
public sealed class NotificationMetricsTests : IDisposable
{
    private readonly Topic<Cat> _topic = Topic.Define<Cat>($"measured-{Guid.NewGuid():N}");
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly MeterListener _listener;

    public NotificationMetricsTests()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == NotificationTelemetry.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Messages_count_when_they_are_accepted_with_their_size()
    {
        await using var app = new TestApp(builder => builder.Topic(_topic));

        await app.Notifier.PublishAsync(_topic, new Cat("Tom", 3), m => m.Attribute("city", "oslo"), Token);
        await app.Notifier.PublishAllAsync(_topic, [new Cat("Tim", 1), new Cat("Max", 22)], null, Token);
        await app.Get<IDocuments>().TransactAsync("oslo", transaction => transaction.Publish(_topic, new Cat("Ada", 4)), Token);
        await Assert.ThrowsAsync<NotificationException>(() => app.Notifier.PublishAsync(_topic, new Cat("Tom", 3), m => m.Subject("no\nbreaks"), Token));

        Assert.Equal(4, Sum("virga.notifications.published"));
        Assert.Equal([22 + "citystringoslo".Length, 22, 23, 22], Values("virga.notifications.publish_size"));
    }

    [Theory]
    [InlineData(FilterScope.MessageAttributes, "oslo", "message-attributes")]
    [InlineData(FilterScope.MessageAttributes, null, "no-message-attributes")]
    [InlineData(FilterScope.MessageBody, "oslo", "message-body")]
    public async Task What_a_policy_did_not_want_counts_with_the_reason(FilterScope scope, string? city, string reason)
    {
        await using var app = new TestApp(builder => builder.Topic(_topic).Subscriber<CatSubscriber>("all").Subscriber<CatSubscriber>("picky", """{"city":["bergen"]}""", scope));

        await app.Notifier.PublishAsync(_topic, new Cat("Tom", 3), m => _ = city is null ? m : m.Attribute("city", city), Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);

        Assert.Equal(reason, Assert.Single(Of("virga.notifications.filtered_out")).Tags["reason"]);
    }

    [Fact]
    public async Task A_list_that_is_none_and_a_body_that_is_no_object_are_reasons_of_their_own()
    {
        await using var app = new TestApp(builder => builder.Topic(_topic)
            .Subscriber<CatSubscriber>("a", """{"city":["bergen"]}""").Subscriber<CatSubscriber>("b", """{"city":["bergen"]}""", FilterScope.MessageBody));

        await app.Notifier.PublishTextAsync(_topic.Name, "no JSON", m => m.Attribute("list", new MessageAttribute("String.Array", "no list")), Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);

        Assert.Equal(["invalid-attributes", "invalid-message-body"], Of("virga.notifications.filtered_out").Select(measured => measured.Tags["reason"]));
    }

    [Fact]
    public async Task Attempts_count_by_outcome_and_dead_letters_when_they_are_kept_and_taken_back()
    {
        await using var app = new TestApp(builder => builder.Topic(_topic).Subscriber<CatSubscriber>("one").Subscriber<CatSubscriber>("two"), options => options.Retry = new RetryPolicy { NumRetries = 1 });
        app.Log.OnMessage = (_, context) => context.SubscriptionId == "fn:one" ? throw new InvalidOperationException("no") : Task.CompletedTask;
        await app.Notifier.PublishAsync(_topic, new Cat("Tom", 3), null, Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);

        await app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token);
        await app.Get<DeliveryWorker>().HandleAsync(app.Ports.Take().Body, 1, Token);
        await app.Get<Redriver>().RedriveAsync("fn:one", new RedriveRequest(), Token);

        Assert.Equal(["dead-lettered", "delivered", "retry"], Of("virga.deliveries").Select(measured => (string)measured.Tags["outcome"]!).Order(StringComparer.Ordinal));
        Assert.Equal(1, Sum("virga.dead_letters"));
        Assert.Equal(1, Sum("virga.deliveries.redriven"));
    }

    [Fact]
    public async Task A_dead_letter_that_cannot_be_kept_counts_too_and_its_delivery_stays()
    {
        await using var app = new TestApp(builder => builder.Topic(_topic).Subscriber<CatSubscriber>("one"), options => options.Retry = new RetryPolicy { NumRetries = 0 });
        app.Log.OnMessage = (_, _) => throw new InvalidOperationException("no");
        await app.Notifier.PublishAsync(_topic, new Cat("Tom", 3), null, Token);
        await app.Relay.RelayAsync(app.Store.All("_outbox"), Token);
        app.Store.BeforeWrite = _ => throw new StoreThrottledException("slow", TimeSpan.Zero);

        await Assert.ThrowsAsync<StoreThrottledException>(() => app.Get<DeliveryDispatcher>().DispatchAsync(app.Ports.Events[0].Data, Token));

        Assert.Equal(1, Sum("virga.dead_letters.failed"));
        Assert.Empty(Of("virga.dead_letters"));
    }

    // The meter is the process's: only what is of this test's topic counts.
    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var read = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
        if (Equals(read.GetValueOrDefault("topic"), _topic.Name))
        {
            _measured.Enqueue((instrument.Name, value, read));
        }
    }

    private IEnumerable<(string Name, double Value, Dictionary<string, object?> Tags)> Of(string name) => _measured.Where(measured => measured.Name == name);

    private IEnumerable<int> Values(string name) => Of(name).Select(measured => (int)measured.Value);

    private int Sum(string name) => Values(name).Sum();
}
