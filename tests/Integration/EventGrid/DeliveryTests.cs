using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Virga.EventGrid;

namespace Integration.EventGrid;

public sealed class DeliveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_goes_to_every_subscription_whose_filter_it_passes_and_to_no_other()
    {
        await using var grid = new Grid();
        var counts = new int[3];
        grid.Local.Subscribe(new LocalSubscription("all", Counter(counts, 0)));
        grid.Local.Subscribe(new LocalSubscription("cats", Counter(counts, 1)) { Filter = new() { SubjectBeginsWith = "cats/" } });
        grid.Local.Subscribe(new LocalSubscription("dogs", Counter(counts, 2)) { Filter = new() { SubjectBeginsWith = "dogs/" } });
        grid.Local.Start();

        await grid.PublishAsync(Grid.Event("1", subject: "cats/1"), Grid.Event("2", subject: "cats/2"));

        await Grid.Until(() => counts is [2, 2, _] && grid.Queue.Names.Count == 0, "both are delivered twice");
        Assert.Equal([2, 2, 0], counts);
    }

    [Fact]
    public async Task One_event_that_nobody_wants_does_not_hold_back_the_others_of_its_batch()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("cats", grid.Recorder()) { Filter = new() { IncludedEventTypes = ["Cat"] } });
        grid.Local.Start();

        await grid.PublishAsync(Grid.Event("1", type: "Nobody"), Grid.Event("2", type: "Cat"), Grid.Event("3", type: "Nobody"), Grid.Event("4", type: "Cat"));

        await Grid.Until(() => grid.Received.Count == 2, "the wanted ones arrive");
        Assert.Equal(["2", "4"], Ids(grid));
    }

    [Fact]
    public async Task What_was_accepted_survives_the_death_of_the_process()
    {
        var time = new FakeTimeProvider();
        var (queue, blobs) = (new MemoryQueue(time), new MemoryBlobs());
        var stuck = new TaskCompletionSource<int>();
        await using var first = new Grid(time: time, queue: queue, blobs: blobs);
        first.Local.Subscribe(new LocalSubscription("deliver", LocalDestination.To((_, _) => stuck.Task)));
        first.Local.Start();
        await first.PublishAsync([.. Enumerable.Range(0, 40).Select(index => Grid.Event($"{index:00}", new { text = new string('x', index * 1_900) }))]);

        // The first one is left as it is, in the middle of its deliveries, and its clock's visibility time-outs pass.
        await using var second = new Grid(time: time, queue: queue, blobs: blobs);
        second.Local.Subscribe(new LocalSubscription("Deliver", second.Recorder()));
        second.Local.Start();

        await Grid.Until(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return second.Received.Select(Id).Distinct().Count() == 40 && queue.Names.Count == 0;
            },
            "all are delivered by the second");
        Assert.Empty(blobs.All);
        stuck.SetResult(500);
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_by_the_schedule()
    {
        var time = new FakeTimeProvider();
        await using var grid = new Grid(options => options.RetrySchedule = [], time);
        var attempts = new List<DateTimeOffset>();
        grid.Local.Subscribe(new LocalSubscription("flaky", grid.Recorder(_ =>
        {
            attempts.Add(time.GetUtcNow());
            return attempts.Count < 4 ? 500 : 200;
        })));
        grid.Local.Start();

        await grid.PublishAsync(Grid.Event("1"));
        await Grid.Until(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return grid.Received.Count == 4;
            },
            "the fourth attempt succeeds");

        var waits = attempts.Zip(attempts.Skip(1), (earlier, later) => (later - earlier).TotalSeconds).ToList();
        Assert.InRange(waits[0], 10, 29);
        Assert.InRange(waits[1], 30, 59);
        Assert.InRange(waits[2], 60, 299);
    }

    [Theory]
    [InlineData(400, "BadRequest", RetryRules.Undeliverable, 1)]
    [InlineData(500, "GenericError", RetryRules.TooManyAttempts, 3)]
    public async Task What_cannot_be_delivered_becomes_a_dead_letter_that_says_why(int status, string outcome, string reason, int attempts)
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("never", grid.Recorder(_ => status)) { MaximumAttempts = 3 });
        grid.Local.Start();

        await grid.PublishAsync(Grid.Event("1", new { text = new string('x', 60_000) }));

        await Grid.Until(() => grid.Queue.Names.Count == 0, "the queue is empty");
        Assert.Equal(attempts, grid.Received.Count);
        var (container, name) = Assert.Single(grid.Blobs.All);
        Assert.Equal("event-deadletter", container);
        Assert.StartsWith("virga/NEVER/", name, StringComparison.Ordinal);
        var letter = Assert.Single(JsonDocument.Parse((await grid.Blobs.ReadAsync(container, name, Cancellation))!).RootElement.EnumerateArray());
        Assert.Equal("1", Id(letter));
        Assert.Equal(60_000, letter.GetProperty("data").GetProperty("text").GetString()!.Length);
        Assert.Equal(reason, letter.GetProperty("deadletterreason").GetString());
        Assert.Equal(attempts, letter.GetProperty("deliveryattempts").GetInt32());
        Assert.Equal(outcome, letter.GetProperty("lastdeliveryoutcome").GetString());
        Assert.True(letter.GetProperty("publishtime").GetDateTimeOffset() <= letter.GetProperty("lastdeliveryattempttime").GetDateTimeOffset());
    }

    [Fact]
    public async Task No_dead_letter_no_acknowledgement()
    {
        var time = new FakeTimeProvider();
        await using var grid = new Grid(time: time);
        grid.Local.Subscribe(new LocalSubscription("never", grid.Recorder(_ => 400)));
        grid.Local.Start();
        grid.Blobs.IsBroken = true;

        await grid.PublishAsync(Grid.Event("1"));
        await Grid.Until(() => grid.Received.Count == 1, "it is tried");
        grid.Blobs.IsBroken = false;

        await Grid.Until(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return grid.Blobs.All.Count == 1;
            },
            "it becomes a dead letter later");
    }

    [Fact]
    public async Task A_receiver_that_throws_or_hangs_has_failed()
    {
        await using var grid = new Grid(options => options.DeliveryTimeout = TimeSpan.FromMilliseconds(40));
        var calls = 0;
        grid.Local.Subscribe(new LocalSubscription("odd", LocalDestination.To((_, _) => Interlocked.Increment(ref calls) switch
        {
            1 => throw new InvalidOperationException("thrown before the first await"),
            2 => Task.FromException<int>(new InvalidOperationException("thrown later")),
            3 => new TaskCompletionSource<int>().Task,
            _ => Task.FromResult(200),
        })));
        grid.Local.Start();

        await grid.PublishAsync(Grid.Event("1"));

        await Grid.Until(() => calls == 4 && grid.Queue.Names.Count == 0, "the fourth delivery succeeds");
    }

    [Fact]
    public async Task A_slow_subscription_delays_no_other_and_has_a_bounded_number_of_deliveries()
    {
        await using var grid = new Grid(options => options.MaximumConcurrency = 4);
        var (running, most) = (0, 0);
        var open = new TaskCompletionSource();
        grid.Local.Subscribe(new LocalSubscription("slow", LocalDestination.To(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await open.Task;
            Interlocked.Decrement(ref running);
            return 200;
        })));
        grid.Local.Subscribe(new LocalSubscription("fast", grid.Recorder()));
        grid.Local.Start();

        await grid.PublishAsync([.. Enumerable.Range(0, 50).Select(index => Grid.Event($"{index}"))]);
        await Grid.Until(() => grid.Received.Count == 50 && running == 4, "the fast one has all, the slow one is busy");
        open.SetResult();

        await Grid.Until(() => grid.Queue.Names.Count == 0, "the slow one has all");
        Assert.Equal(4, most);
    }

    [Fact]
    public async Task Batches_hold_what_is_there_up_to_their_limits_and_fail_whole()
    {
        await using var grid = new Grid();
        var failed = false;
        grid.Local.Subscribe(new LocalSubscription("batched", grid.Recorder(_ => !failed && (failed = true) ? 500 : 200)) { MaximumEventsPerBatch = 40, PreferredBatchKilobytes = 4 });
        await grid.PublishAsync([.. Enumerable.Range(0, 100).Select(index => Grid.Event($"{index}", new { text = new string('x', 100) }))]);
        grid.Local.Start();

        await Grid.Until(() => grid.Queue.Names.Count == 0, "all are delivered");

        var batches = grid.Received.ToList();
        Assert.All(batches, batch => Assert.Equal(JsonValueKind.Array, batch.ValueKind));
        Assert.All(batches, batch => Assert.InRange(batch.GetRawText().Length, 1, 4 * 1024));
        Assert.Contains(batches, batch => batch.GetArrayLength() > 5);
        var ids = batches.SelectMany(batch => batch.EnumerateArray().Select(Id)).ToList();
        Assert.Equal(100, ids.Distinct().Count());
        Assert.InRange(ids.Count, 101, 140);
    }

    [Fact]
    public async Task A_stop_waits_for_what_is_under_way_and_a_hurried_one_delivers_it_again_later()
    {
        var queue = new MemoryQueue(TimeProvider.System);
        await using var grid = new Grid(queue: queue);
        var begun = new TaskCompletionSource();
        grid.Local.Subscribe(new LocalSubscription("waits", LocalDestination.To(async (_, token) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return 200;
        })));
        grid.Local.Start();
        await grid.PublishAsync(Grid.Event("1"));
        await begun.Task.WaitAsync(Cancellation);
        using var patience = new CancellationTokenSource();

        var stop = grid.Local.StopAsync(patience.Token);
        Assert.False(stop.IsCompleted);
        await patience.CancelAsync();
        await stop;

        await using var next = new Grid(queue: queue);
        next.Local.Subscribe(new LocalSubscription("waits", next.Recorder()));
        next.Local.Start();
        await Grid.Until(() => next.Received.Count == 1, "it is delivered after the restart, without waiting for a time-out");
    }

    [Fact]
    public async Task A_message_that_is_not_a_delivery_is_put_aside()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("deliver", grid.Recorder()));
        await grid.Queue.SendAsync("eventgrid-deliver", new BinaryData("{\"other\":1}"), cancellationToken: Cancellation);
        grid.Local.Start();

        await grid.PublishAsync(Grid.Event("1"));

        await Grid.Until(() => grid.Received.Count == 1 && grid.Queue.Names.Count == 0, "the event passes");
        Assert.StartsWith("unreadable/", Assert.Single(grid.Blobs.All).Name, StringComparison.Ordinal);
    }

    private static LocalDestination Counter(int[] counts, int index) => LocalDestination.To((_, _) =>
    {
        Interlocked.Increment(ref counts[index]);
        return Task.FromResult(204);
    });

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;

    private static IEnumerable<string> Ids(Grid grid) => grid.Received.Select(Id).Order(StringComparer.Ordinal);
}
