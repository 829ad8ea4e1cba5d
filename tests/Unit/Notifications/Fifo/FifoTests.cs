using Virga.Notifications;

namespace Unit.Notifications;

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
    public async Task A_repetition_within_five_minutes_is_accepted_and_not_delivered()
    {
        await using var world = new FifoWorld();
        var original = await world.Notifier.PublishAsync(Moves.Topic, new Move("tom", 1), m => m.Group("g").Deduplication("same"), Token);
        world.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        var repeated = await world.Notifier.PublishAsync(Moves.Topic, new Move("tom", 2), m => m.Group("other").Deduplication("same"), Token);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        await world.Notifier.PublishAsync(Moves.Topic, new Move("tom", 3), m => m.Group("g").Deduplication("same"), Token);
        await world.RunAsync();

        Assert.Equal(original.SequenceNumber, repeated.SequenceNumber);
        Assert.NotEqual(original.MessageId, repeated.MessageId);
        Assert.Equal([1, 3], world.Log.Got.Select(got => got.Number));
    }

    [Fact]
    public async Task Equal_bodies_are_repetitions_where_the_topic_says_so_whatever_their_attributes()
    {
        await using var world = new FifoWorld();
        await world.Notifier.PublishAsync(Moves.ByContent, new Move("tom", 1), m => m.Group("g").Attribute("a", "1"), Token);
        await world.Notifier.PublishAsync(Moves.ByContent, new Move("tom", 1), m => m.Group("h").Attribute("a", "2"), Token);
        await world.Notifier.PublishAsync(Moves.ByContent, new Move("tom", 1), m => m.Group("g").Deduplication("explicit-wins"), Token);
        await world.RunAsync();

        Assert.Equal(2, world.Log.Got.Count);
    }

    [Fact]
    public async Task Of_many_equal_messages_at_the_same_time_one_is_delivered()
    {
        await using var world = new FifoWorld();
        var publishing = Enumerable.Range(0, 8).Select(number => Task.Run(() => world.Notifier.PublishAsync(Moves.Topic, new Move("tom", number), m => m.Group($"g{number}").Deduplication("same"), Token))).ToList();
        await world.PassTimeAsync(Task.WhenAll(publishing));
        await world.RunAsync();

        Assert.Single(world.Log.Got);
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
    public async Task A_group_that_a_dead_letter_stopped_stands_until_it_is_resumed_and_no_other_does()
    {
        var topic = Topic.DefineFifo<Move>("blocking.fifo", onFailure: GroupFailure.Block);
        await using var world = new FifoWorld(configure: builder => builder.Topic(topic).Subscriber<FirstMoveSubscriber>("first"));
        world.Log.OnMove = (_, notification) => notification is { Group: "g", Body.Number: 2 } ? throw new InvalidOperationException("no") : Task.CompletedTask;
        foreach (var (group, number) in Enumerable.Range(1, 3).SelectMany(number => new[] { ("g", number), ("h", number) }))
        {
            await world.Notifier.PublishAsync(topic, new Move(group, number), m => m.Group(group).Deduplication($"{group}{number}"), Token);
        }

        await world.RunAsync();

        Assert.Equal([1], world.Log.Of("first", "g"));
        Assert.Equal([1, 2, 3], world.Log.Of("first", "h"));
        var letter = Assert.Single((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
        var stopped = Assert.Single((await world.Get<FifoGroups>().ListAsync("blocking.fifo", "fn:first", cancellationToken: Token)).Items, group => group.Blocked is not null);
        Assert.Equal(("g", $"Message {letter.MessageId} is a dead letter: InvalidOperationException: no"), (stopped.Group, stopped.Blocked));

        Assert.True(await world.Get<FifoGroups>().ResumeAsync("blocking.fifo", "fn:first", "g", skip: false, Token));
        Assert.Empty((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
        await world.RunAsync();
        Assert.Equal([1], world.Log.Of("first", "g"));
        Assert.Single((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);

        world.Log.OnMove = null;
        Assert.True(await world.Get<FifoGroups>().ResumeAsync("blocking.fifo", "fn:first", "g", skip: false, Token));
        await world.RunAsync();
        Assert.Equal([1, 2, 3], world.Log.Of("first", "g"));
        Assert.Empty((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
        Assert.False(await world.Get<FifoGroups>().ResumeAsync("blocking.fifo", "fn:first", "g", skip: false, Token));
    }

    [Fact]
    public async Task A_group_that_is_resumed_without_the_message_that_stopped_it_leaves_that_one_to_a_redrive()
    {
        var topic = Topic.DefineFifo<Move>("blocking.fifo", onFailure: GroupFailure.Block);
        await using var world = new FifoWorld(configure: builder => builder.Topic(topic).Subscriber<FirstMoveSubscriber>("first"));
        world.Log.OnMove = (_, notification) => notification.Body.Number == 2 ? throw new InvalidOperationException("no") : Task.CompletedTask;
        foreach (var number in Enumerable.Range(1, 3))
        {
            await world.Notifier.PublishAsync(topic, new Move("g", number), m => m.Group("g").Deduplication($"{number}"), Token);
        }

        await world.RunAsync();
        Assert.True(await world.Get<FifoGroups>().ResumeAsync("blocking.fifo", "fn:first", "g", skip: true, Token));
        await world.RunAsync();
        Assert.Equal([1, 3], world.Log.Of("first", "g"));

        world.Log.OnMove = null;
        Assert.Equal(new RedriveResult(1, true), await world.Get<Redriver>().RedriveAsync("fn:first", new RedriveRequest(), Token));
        await world.RunAsync();
        Assert.Equal([1, 3, 2], world.Log.Of("first", "g"));
    }

    [Fact]
    public async Task A_dead_letter_that_a_process_wrote_and_died_over_goes_when_the_message_is_delivered_after_all()
    {
        await using var world = new FifoWorld(configure: builder => builder.Topic(Moves.Topic).Subscriber<FirstMoveSubscriber>("first"), options: options => options.Retry = new RetryPolicy { NumRetries = 0 });
        var isBuried = false;
        world.Log.OnMove = (_, _) => isBuried ? Task.CompletedTask : throw new InvalidOperationException("no");
        world.Store.BeforeWrite = operation =>
        {
            if (isBuried && operation.Id.StartsWith("_fifo-head", StringComparison.Ordinal))
            {
                world.Store.BeforeWrite = null;
                throw new ProcessDiedException();
            }

            isBuried |= operation.Id.StartsWith("_dead-letter", StringComparison.Ordinal);
        };
        await world.PublishAsync("g", 1);

        await world.RunAsync();

        Assert.Equal((1, 1), (world.Deaths, world.Log.Of("first", "g").Count));
        Assert.Empty((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_dead_letter_that_a_process_died_over_goes_also_when_a_later_attempt_delivers()
    {
        NotificationsOptions? settings = null;
        await using var world = new FifoWorld(
            configure: builder => builder.Topic(Moves.Topic).Subscriber<FirstMoveSubscriber>("first"),
            options: options => (settings = options).Retry = new RetryPolicy { NumRetries = 0 });
        var (isBuried, failures) = (false, 0);
        world.Log.OnMove = (_, _) => failures++ < 2 ? throw new InvalidOperationException("no") : Task.CompletedTask;
        world.Store.BeforeWrite = operation =>
        {
            if (isBuried && operation.Id.StartsWith("_fifo-head", StringComparison.Ordinal))
            {
                // The next process has more patience: its first attempt fails as well, and the one after it does not.
                settings!.Retry = new RetryPolicy { NumRetries = 3 };
                world.Store.BeforeWrite = null;
                throw new ProcessDiedException();
            }

            isBuried |= operation.Id.StartsWith("_dead-letter", StringComparison.Ordinal);
        };
        await world.PublishAsync("g", 1);

        await world.RunAsync();

        Assert.Equal((1, 3, 1), (world.Deaths, failures, world.Log.Of("first", "g").Count));
        Assert.Empty((await world.Get<DeadLetters>().ListAsync("fn:first", cancellationToken: Token)).Items);
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
