using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Who takes up what a dead relay left, how events travel together, and what is told of what waits.</summary>
public sealed class RelayOwnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restarted_instance_sends_at_once_what_it_had_planned_when_it_died()
    {
        await using var dead = await DiedBetweenPlanAndSendAsync("one");
        await using var restarted = new TestApp(options: options => options.Instance = "one", sharing: dead);
        using var nudger = restarted.Get<RelayNudger>();

        await nudger.StartAsync(Token);

        await Support.Eventually.True(() => dead.Ports.Events.Count == 1, "the message is sent", cancellationToken: Token);
        await nudger.StopAsync(Token);
        Assert.Equal(["fn:one"], RoutedNotification.Read(dead.Ports.Events[0].Data).Recipients);
    }

    [Theory]
    [InlineData("one", "two")]
    [InlineData("one", null)]
    [InlineData(null, "one")]
    [InlineData(null, null)]
    [InlineData("one", "on")]
    public async Task Another_instance_waits_before_it_takes_over(string? planner, string? other)
    {
        await using var dead = await DiedBetweenPlanAndSendAsync(planner);
        await using var heir = new TestApp(options: options => options.Instance = other, sharing: dead);

        await heir.Get<OutboxSweeper>().RecoverAsync(Token);
        Assert.Empty(dead.Ports.Events);

        dead.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(new SweepResult(1, 1, 0), await heir.Get<OutboxSweeper>().SweepAsync(Token));
    }

    [Fact]
    public async Task Events_that_come_while_a_request_is_under_way_travel_together()
    {
        var open = new TaskCompletionSource();
        var transport = new Transport(open.Task);
        var sender = new EventSender(transport);

        var sent = new List<Task>();
        for (var index = 0; index < EventSender.Requests; index++)
        {
            sent.Add(sender.SendAsync([Event(index)], Token));
            await Support.Eventually.True(() => transport.Requests.Count == sent.Count, "the request is under way", cancellationToken: Token);
        }

        sent.AddRange(Enumerable.Range(EventSender.Requests, 200).Select(index => sender.SendAsync([Event(index)], Token)));
        Assert.Equal(EventSender.Requests, transport.Requests.Count);
        open.SetResult();
        await Task.WhenAll(sent);

        Assert.InRange(transport.Requests.Count, EventSender.Requests + 1, EventSender.Requests * 2);
        Assert.Equal(Enumerable.Range(0, sent.Count).Select(index => $"{index:000}"), transport.Requests.SelectMany(request => request).Order());
    }

    [Fact]
    public async Task An_event_that_is_never_taken_fails_no_other()
    {
        var open = new TaskCompletionSource();
        var transport = new Transport(open.Task) { Refused = "007" };
        var sender = new EventSender(transport);

        var sent = Enumerable.Range(0, 50).Select(index => sender.SendAsync([Event(index)], Token)).ToList();
        open.SetResult();
        await Assert.ThrowsAsync<EventTransportException>(() => Task.WhenAll(sent));

        Assert.Equal([7], sent.Index().Where(task => task.Item.IsFaulted).Select(task => task.Index));
        await sender.SendAsync([Event(99)], Token);
    }

    [Fact]
    public async Task What_waits_is_counted_and_shown_by_metrics_and_health()
    {
        await using var app = new TestApp(options: options => options.Nudge = false);
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => self.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        var health = app.Get<HealthCheckService>();
        listener.Start();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Token)).Entries["outbox"].Status);

        await app.Notifier.PublishTextAsync("cats", "x", null, Token);
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.Notifier.PublishTextAsync("cats", "x", null, Token);
        var entry = (await health.CheckHealthAsync(Token)).Entries["outbox"];

        Assert.Equal((HealthStatus.Degraded, "2 messages wait, the oldest for 360 s"), (entry.Status, entry.Description));
        app.Get<OutboxGauge>();
        listener.RecordObservableInstruments();
        Assert.Equal(2, seen["virga.outbox.pending"]);
        Assert.Equal(360, seen["virga.outbox.oldest"]);

        app.Time.Advance(TimeSpan.FromMinutes(2));
        await app.Get<OutboxSweeper>().SweepAsync(Token);
        Assert.Equal(new OutboxLag(0, TimeSpan.Zero), await app.Get<OutboxGauge>().MeasureAsync(Token));
    }

    private static async Task<TestApp> DiedBetweenPlanAndSendAsync(string? instance)
    {
        var app = new TestApp(builder => builder.Topic(Cats.Topic).Subscriber<CatSubscriber>("one"), options => options.Instance = instance);
        await app.Notifier.PublishAsync(Cats.Topic, new Cat("Tom", 3), null, Token);
        app.Ports.OnSend = () => throw new EventTransportException("died", isTransient: true);
        var record = Assert.Single(app.Store.All("_outbox"));
        await Assert.ThrowsAsync<EventTransportException>(() => app.Relay.RelayAsync(record, Token));
        app.Ports.OnSend = null;
        app.Time.Advance(TimeSpan.FromMilliseconds(10));
        return app;
    }

    private static RoutedEvent Event(int index) => new($"{index:000}", "cats", BinaryData.FromString("{}"), Messages.Now, null);

    private sealed class Transport(Task opens) : IEventTransport
    {
        private readonly Lock _gate = new();
        private readonly List<IReadOnlyList<string>> _requests = [];

        public string? Refused { get; init; }

        public IReadOnlyList<IReadOnlyList<string>> Requests
        {
            get
            {
                lock (_gate)
                {
                    return [.. _requests];
                }
            }
        }

        public async Task SendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken = default)
        {
            lock (_gate)
            {
                _requests.Add([.. events.Select(routed => routed.Id)]);
            }

            await opens.WaitAsync(cancellationToken);
            if (events.Any(routed => routed.Id == Refused))
            {
                throw new EventTransportException("refused", isTransient: false);
            }
        }
    }
}
