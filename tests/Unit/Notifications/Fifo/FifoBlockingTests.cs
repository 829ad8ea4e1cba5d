using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Groups that stand still when a message dies.</summary>
public sealed class FifoBlockingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
}
