namespace Unit.Notifications;

/// <summary>What counts as the same message again.</summary>
public sealed class FifoDeduplicationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
}
