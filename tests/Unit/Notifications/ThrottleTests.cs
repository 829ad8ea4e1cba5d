using Microsoft.Extensions.Time.Testing;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class ThrottleTests
{
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(Messages.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backlog_is_spread_evenly_after_a_second_of_rest()
    {
        var throttle = new Throttle(_store, _time);

        var waits = await WaitsAsync(throttle, 40, perSecond: 10);

        Assert.All(waits[..10], wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.Equal(TimeSpan.FromMilliseconds(100), waits[10]);
        Assert.Equal(TimeSpan.FromSeconds(3), waits[39]);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, (await WaitsAsync(throttle, 11, perSecond: 10)).Count(wait => wait == TimeSpan.Zero));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task Two_processes_together_keep_a_subscriptions_rate(int perSecond)
    {
        Throttle[] processes = [new(_store, _time), new(_store, _time)];
        var times = new List<TimeSpan>();
        for (var number = 0; number < 10 * perSecond; number++)
        {
            times.Add(await processes[number % 2].ReserveAsync("s", perSecond, Token));
        }

        var later = times.Where(wait => wait > TimeSpan.Zero).Order().ToList();
        Assert.Equal(perSecond, times.Count - later.Count);
        Assert.Equal(later.Count, later.Distinct().Count());
        foreach (var second in later.GroupBy(wait => (int)Math.Ceiling(wait.TotalSeconds)))
        {
            Assert.InRange(second.Count(), 1, perSecond);
        }
    }

    [Fact]
    public async Task What_a_process_that_died_had_taken_passes_and_the_next_one_goes_on_behind_it()
    {
        await WaitsAsync(new Throttle(_store, _time), 11, perSecond: 10);

        var wait = await new Throttle(_store, _time).ReserveAsync("s", 10, Token);

        Assert.Equal(TimeSpan.FromMilliseconds(600), wait); // five places from 100 ms on were taken together
    }

    [Fact]
    public async Task Subscriptions_do_not_share_a_rate()
    {
        var throttle = new Throttle(_store, _time);
        await WaitsAsync(throttle, 5, perSecond: 1);

        Assert.Equal(TimeSpan.Zero, await throttle.ReserveAsync("other", 1, Token));
    }

    [Fact]
    public async Task A_busy_process_writes_twice_a_second_at_most()
    {
        var writes = 0;
        _store.BeforeWrite = _ => writes++;

        await WaitsAsync(new Throttle(_store, _time), 1000, perSecond: 100);

        Assert.Equal(20, writes);
    }

    [Fact]
    public async Task A_rate_beyond_what_the_clock_tells_apart_is_as_good_as_none() => Assert.All(await WaitsAsync(new Throttle(_store, _time), 3, int.MaxValue), wait => Assert.Equal(TimeSpan.Zero, wait));

    [Fact]
    public async Task A_throttled_subscription_of_a_FIFO_topic_goes_on_in_its_own_places()
    {
        await using var world = new FifoWorld();
        var subscription = await world.Get<SubscriptionRegistry>().SubscribeAsync(
            "moves.fifo", new SubscriptionRequest("queue", "moves") { DeliveryPolicy = """{"throttlePolicy":{"maxReceivesPerSecond":1}}""" }, Token);
        for (var number = 1; number <= 4; number++)
        {
            await world.PublishAsync("g", number);
        }

        var start = world.Time.GetUtcNow();
        await world.RunAsync();

        Assert.Equal(4, world.Queue.Others.Count);
        Assert.InRange(world.Time.GetUtcNow() - start, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(4));
        Assert.Empty((await world.Get<DeadLetters>().ListAsync(subscription.Id, cancellationToken: Token)).Items);
    }

    private static async Task<List<TimeSpan>> WaitsAsync(Throttle throttle, int count, int perSecond)
    {
        var waits = new List<TimeSpan>();
        for (var number = 0; number < count; number++)
        {
            waits.Add(await throttle.ReserveAsync("s", perSecond, Token));
        }

        return waits;
    }
}
