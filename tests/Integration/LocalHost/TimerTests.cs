using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Support;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 30, TimeSpan.Zero);

    [Fact]
    public async Task A_timer_runs_at_each_occurrence_of_its_schedule()
    {
        var time = new FakeTimeProvider(Start);
        var runs = new Runs();
        await using var host = await StartAsync(time, runs, typeof(EveryFiveMinutes));

        time.Advance(TimeSpan.FromSeconds(270));
        var store = host.Services.GetRequiredService<TimerStore>();
        await Eventually.True(() => store.Read("EveryFiveMinutes")!.Last != default, "the first run", cancellationToken: TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(5));
        await Eventually.True(() => runs.Seen.Count == 2, "the second run", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([new DateTime(2026, 11, 23, 10, 5, 0, DateTimeKind.Utc), new DateTime(2026, 11, 23, 10, 10, 0, DateTimeKind.Utc)], runs.Times);
        Assert.All(runs.Seen, info => Assert.False(info.IsPastDue));
        Assert.Equal(new DateTime(2026, 11, 23, 10, 10, 0, DateTimeKind.Utc), runs.Seen[1].ScheduleStatus!.Next);
    }

    [Fact]
    public async Task A_run_that_was_missed_while_the_app_was_down_is_made_up_for_once_and_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("virga-timer");
        var time = new FakeTimeProvider(Start);
        var runs = new Runs();
        await (await StartAsync(time, runs, folder.FullName, typeof(EveryFiveMinutes))).DisposeAsync();
        time.Advance(TimeSpan.FromHours(1));

        await using (await StartAsync(time, runs, folder.FullName, typeof(EveryFiveMinutes)))
        {
            await Eventually.True(() => runs.Seen.Count == 1, "the missed run", cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(runs.Seen[0].IsPastDue);
        }

        await using (await StartAsync(time, runs, folder.FullName, typeof(EveryFiveMinutes)))
        {
            await AdvanceUntil(time, TimeSpan.FromSeconds(10), () => runs.Seen.Count == 2);
            Assert.False(runs.Seen[1].IsPastDue);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_timer_may_run_at_the_start_and_a_frequent_one_is_not_remembered()
    {
        var time = new FakeTimeProvider(Start);
        var runs = new Runs();
        await using var host = await StartAsync(time, runs, typeof(AtStart));

        await Eventually.True(() => runs.Seen.Count == 1, "the run at the start", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Null(runs.Seen[0].ScheduleStatus);
        await AdvanceUntil(time, TimeSpan.FromSeconds(1), () => runs.Seen.Count == 2);
        Assert.True(runs.Times[1] >= Start.UtcDateTime.AddSeconds(15));
    }

    [Fact]
    public async Task A_failed_run_is_tried_again_as_its_attribute_says_and_then_given_up()
    {
        var time = new FakeTimeProvider(Start);
        var runs = new Runs();
        await using var host = await StartAsync(time, runs, typeof(Failing));

        await AdvanceUntil(time, TimeSpan.FromSeconds(1), () => runs.Tries.Count == 5);

        Assert.Equal([(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)], runs.Tries);
    }

    [Fact]
    public void Waits_before_retries_are_fixed_or_double_up_to_a_maximum()
    {
        var backoff = new ExponentialBackoffRetryAttribute(-1, "00:00:01", "00:00:05");

        Assert.Equal([1, 2, 4, 5, 5], Enumerable.Range(1, 5).Select(n => TriggerInvoker.DelayBefore(backoff, n).TotalSeconds));
        Assert.Equal(5, TriggerInvoker.DelayBefore(backoff, int.MaxValue).TotalSeconds);
        Assert.Equal(TimeSpan.FromMinutes(1), TriggerInvoker.DelayBefore(new FixedDelayRetryAttribute(3, "00:01:00"), 3));
    }

    [Fact]
    public async Task A_schedule_may_be_named_by_an_app_setting()
    {
        var time = new FakeTimeProvider(Start);
        var runs = new Runs();
        await using var host = await TestHost.StartAsync(builder => Configure(builder, time, runs), ["SCHEDULE=00:10:00"], [typeof(BySetting)]);

        time.Advance(TimeSpan.FromMinutes(10));
        await Eventually.True(() => runs.Seen.Count == 1, "the run", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Start.UtcDateTime.AddMinutes(10), runs.Times.Single());
    }

    [Fact]
    public async Task An_invoker_runs_a_timer_by_hand()
    {
        var runs = new Runs();
        await using var host = await StartAsync(new FakeTimeProvider(Start), runs, typeof(EveryFiveMinutes));

        await host.Invoker.InvokeAsync("everyfiveminutes", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(runs.Seen);
    }

    [Theory]
    [InlineData("0 */5 * * * *", true)]
    [InlineData("*/5 * * * *", true)]
    [InlineData("00:00:10", true)]
    [InlineData("10", false)]
    [InlineData("00:00:00", false)]
    [InlineData("0 0 25 * * *", false)]
    public void Schedules_are_ncrontab_or_time_spans(string text, bool valid) => Assert.Equal(valid, TimerSchedule.TryParse(text, out _));

    private static Task<TestHost> StartAsync(TimeProvider time, Runs runs, params Type[] functions) => TestHost.StartAsync(builder => Configure(builder, time, runs), functions);

    private static Task<TestHost> StartAsync(TimeProvider time, Runs runs, string folder, params Type[] functions) =>
        TestHost.StartAsync(builder => Configure(builder, time, runs), ["VIRGA_DATA=" + folder], functions);

    private static void Configure(FunctionsApplicationBuilder builder, TimeProvider time, Runs runs) => builder.Services.AddSingleton(time).AddSingleton(runs);

    private static Task AdvanceUntil(FakeTimeProvider time, TimeSpan step, Func<bool> condition) => Eventually.True(
        () =>
        {
            if (condition())
            {
                return true;
            }

            time.Advance(step);
            return condition();
        },
        "the runs",
        cancellationToken: TestContext.Current.CancellationToken);

    public sealed class Runs
    {
        public List<TimerInfo> Seen { get; } = [];

        public List<DateTime> Times { get; } = [];

        public List<(int, int)> Tries { get; } = [];
    }

    public sealed class EveryFiveMinutes(Runs runs, TimeProvider time)
    {
        [Function("EveryFiveMinutes")]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
        {
            runs.Times.Add(time.GetUtcNow().UtcDateTime);
            runs.Seen.Add(timer);
        }
    }

    public sealed class AtStart(Runs runs, TimeProvider time)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("*/15 * * * * *", RunOnStartup = true)] TimerInfo timer)
        {
            runs.Times.Add(time.GetUtcNow().UtcDateTime);
            runs.Seen.Add(timer);
        }
    }

    public sealed class BySetting(Runs runs, TimeProvider time)
    {
        [Function("BySetting")]
        public void Run([TimerTrigger("%SCHEDULE%")] TimerInfo timer)
        {
            runs.Times.Add(time.GetUtcNow().UtcDateTime);
            runs.Seen.Add(timer);
        }
    }

    public sealed class Failing(Runs runs, TimeProvider time)
    {
        [Function("Failing"), ExponentialBackoffRetry(4, "00:00:01", "00:00:04")]
        public void Run([TimerTrigger("0 0 0 * * *", RunOnStartup = true)] TimerInfo timer, FunctionContext context)
        {
            runs.Times.Add(time.GetUtcNow().UtcDateTime);
            runs.Tries.Add((context.RetryContext.RetryCount, context.RetryContext.MaxRetryCount));
            throw new InvalidOperationException("broken");
        }
    }
}
