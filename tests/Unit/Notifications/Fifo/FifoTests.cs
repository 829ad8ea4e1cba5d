using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>What order means for those who get messages.</summary>
public sealed class FifoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Groups_keep_their_order_for_every_subscriber_though_processes_die_all_the_time(int seed)
    {
        const int Groups = 6, PerGroup = 50;
        await using var world = new FifoWorld(
            processes: 3, seed, builder => builder.Topic(Moves.Topic).Subscriber<FirstMoveSubscriber>("first").Subscriber<SecondMoveSubscriber>("second"), options => options.MaximumDequeues = 100);
        var random = new Random(seed);
        var gate = new Lock();
        void DieSometimes()
        {
            lock (gate)
            {
                if (random.Next(40) == 0)
                {
                    throw new ProcessDiedException();
                }
            }
        }

        world.Store.BeforeWrite = _ => DieSometimes();
        world.Store.BeforeTransaction = _ => DieSometimes();
        world.Store.AfterWrite = DieSometimes;
        world.Queue.OnSend = DieSometimes;
        world.Log.OnMove = async (_, _) => await Task.Yield();
        for (var number = 1; number <= PerGroup; number++)
        {
            await Task.WhenAll(Enumerable.Range(0, Groups).Select(group => world.PublishAsync($"g{group}", number)));
            if (number % 10 == 0)
            {
                await world.RunAsync();
            }
        }

        world.Store.BeforeWrite = null;
        world.Store.BeforeTransaction = null;
        world.Store.AfterWrite = null;
        world.Queue.OnSend = null;
        await world.FeedAsync("_fifo"); // what the change feed tells of sooner or later
        await world.RunAsync();

        Assert.True(world.Deaths > 20, $"Processes died only {world.Deaths} times.");
        Assert.Empty(world.Log.Overlaps);
        foreach (var group in Enumerable.Range(0, Groups))
        {
            Assert.Equal(Enumerable.Range(1, PerGroup), world.Log.Of("first", $"g{group}"));
            Assert.Equal(Enumerable.Range(1, PerGroup), world.Log.Of("second", $"g{group}"));
        }
    }

    [Fact]
    public async Task A_message_carries_group_and_a_sequence_number_of_20_digits_that_grows()
    {
        await using var world = new FifoWorld();
        var first = await world.Notifier.PublishAsync(Moves.Topic, new Move("tom", 1), m => m.Group("g").Deduplication("1"), Token);
        var second = await world.Notifier.PublishAsync(Moves.Topic, new Move("tom", 2), m => m.Group("g").Deduplication("2"), Token);
        await world.RunAsync();

        Assert.Equal(20, first.SequenceNumber!.Length);
        Assert.True(string.CompareOrdinal(first.SequenceNumber, second.SequenceNumber) < 0);
        Assert.Equal([first.SequenceNumber, second.SequenceNumber], world.Log.Got.Select(got => got.Notification.SequenceNumber));
        Assert.Empty(world.Ports.Events);
    }

    [Fact]
    public async Task A_group_that_takes_no_more_says_so_and_keeps_what_it_has()
    {
        await using var world = new FifoWorld();
        await world.PublishAsync("g", 1);
        world.Store.BeforeTransaction = _ => throw new TransactionFailedException(0, "counter", new ETagMismatchException("counter")); // somebody else is faster every time

        var busy = await Assert.ThrowsAsync<NotificationException>(() => world.Notifier.PublishAsync(Moves.ByContent, new Move("tom", 2), m => m.Group("g"), Token));
        world.Store.BeforeTransaction = null;
        await world.RunAsync();

        Assert.Equal("group-busy", busy.Code);
        Assert.Equal([1], world.Log.Of("first", "g"));
    }

    [Fact]
    public async Task A_failing_message_holds_up_its_own_group_only_and_then_the_group_goes_on()
    {
        await using var world = new FifoWorld();
        world.Log.OnMove = (_, notification) => notification is { Group: "g", Body.Number: 2 } ? throw new InvalidOperationException("no") : Task.CompletedTask;
        foreach (var number in Enumerable.Range(1, 3))
        {
            await world.PublishAsync("g", number);
            await world.PublishAsync("h", number);
        }

        await world.RunAsync();

        Assert.Equal([1, 3], world.Log.Of("first", "g"));
        Assert.Equal([1, 2, 3], world.Log.Of("first", "h"));
        Assert.True(world.Log.Got.ToList().FindIndex(got => got is { Group: "h", Number: 3 }) < world.Log.Got.ToList().FindIndex(got => got is { Group: "g", Number: 3 }));
        var letter = Assert.Single((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
        Assert.Equal((4, "InvalidOperationException: no"), (letter.Attempts, letter.Reason));
    }

    [Fact]
    public async Task A_subscriber_that_hangs_delays_neither_other_groups_nor_other_subscribers()
    {
        await using var world = new FifoWorld(configure: builder => builder.Topic(Moves.Topic).Subscriber<FirstMoveSubscriber>("first").Subscriber<SecondMoveSubscriber>("second"));
        var hung = new TaskCompletionSource();
        world.Log.OnMove = (subscriber, notification) => subscriber == "first" && notification.Group == "g" ? hung.Task : Task.CompletedTask;
        foreach (var number in Enumerable.Range(1, 5))
        {
            await world.PublishAsync("g", number);
            await world.PublishAsync("h", number);
        }

        var running = world.RunAsync();
        while (world.Log.Got.Count < 15)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Empty(world.Log.Of("first", "g"));
        hung.SetResult();
        await running;

        Assert.Equal([1, 2, 3, 4, 5], world.Log.Of("first", "g"));
        Assert.Empty(world.Log.Overlaps);
    }

    [Fact]
    public async Task A_filter_policy_leaves_messages_out_and_keeps_the_order_of_the_rest()
    {
        await using var world = new FifoWorld();
        foreach (var number in Enumerable.Range(1, 40))
        {
            await world.Notifier.PublishAsync(Moves.Topic, new Move("tom", number), m => m.Group("g").Deduplication($"{number}").Attribute("odd", number % 2 == 1 ? "yes" : "no"), Token);
        }

        await world.RunAsync();

        Assert.Equal(Enumerable.Range(0, 20).Select(index => (2 * index) + 1), world.Log.Of("second", "g"));
        Assert.Equal(40, world.Log.Of("first", "g").Count);
    }

    [Fact]
    public async Task A_turn_whose_queue_message_was_lost_is_found_by_the_sweeper()
    {
        await using var world = new FifoWorld();
        world.Log.OnMove = (_, _) => throw new InvalidOperationException("not now");
        await world.PublishAsync("g", 1);
        var (body, _) = Assert.Single(world.Queue.Take(1, new Random(1)));
        await world.Get<DeliveryWorker>().HandleAsync(body, 1, Token);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(world.Queue.Take(1, new Random(1))); // and never comes back
        world.Log.OnMove = null;

        Assert.Equal(1, await world.Get<FifoSweeper>().SweepAsync(Token));
        await world.RunAsync();

        Assert.Equal([1], world.Log.Of("first", "g"));
    }

    [Fact]
    public async Task A_replay_goes_through_the_log_again_in_order_and_marks_what_it_brings()
    {
        await using var world = new FifoWorld();
        foreach (var number in Enumerable.Range(1, 5))
        {
            await world.PublishAsync("g", number);
            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await world.RunAsync();
        var before = world.Log.Got.Count;

        await world.Get<Replays>().StartAsync("moves.fifo", "fn:first", Messages.Now.AddMinutes(1), Messages.Now.AddMinutes(4), Token);
        await world.RunAsync();
        await world.PublishAsync("g", 6);
        await world.RunAsync();

        Assert.Equal([(2, true), (3, true), (4, true), (6, false)], world.Log.Got.Skip(before).Select(got => (got.Number, got.Notification.IsReplayed)));
        Assert.Equal(ReplayState.Completed, (await world.Get<Replays>().GetAsync("moves.fifo", "fn:first", Token))!.State);
    }
}
