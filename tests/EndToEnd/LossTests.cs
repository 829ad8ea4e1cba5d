using System.Globalization;

namespace EndToEnd;

/// <summary>Whatever dies, hangs, refuses and drops: each subscriber gets the messages that match, in their order where there is one, and a handler's effects happen once.</summary>
/// <remarks>300 messages; as many as <c>VIRGA_LOSS_MESSAGES</c> says otherwise (<c>./dev bench loss</c>: 10,000).</remarks>
public sealed class LossTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Notifications__Retry__MinDelayTarget"] = "00:00:00.100",
        ["Notifications__Retry__MaxDelayTarget"] = "00:00:00.500",
        ["Notifications__Retry__NumRetries"] = "100",
        ["Notifications__SweepAfter"] = "00:00:01",
        ["Notifications__FifoLease"] = "00:00:02",
        ["Notifications__CircuitProbe"] = "00:00:00.500",
        ["Notifications__CircuitLongestProbe"] = "00:00:02",
    };

    [Fact]
    public async Task What_is_delivered_is_what_matches_for_every_subscriber_however_often_the_app_dies()
    {
        using var data = new DataDirectory();
        await using var run = await StartAsync(data, LossScenario.Adoptions);
        await run.SubscribeAsync("all", filterPolicy: null);
        await run.SubscribeAsync("oslo", City("oslo"));
        await run.SubscribeAsync("elsewhere", City(new Dictionary<string, string> { ["anything-but"] = "oslo" }));
        await run.SubscribeAsync("nowhere", City("atlantis"));
        await run.PublishHomelessAsync();
        await run.PublishAsync(Number("VIRGA_LOSS_MESSAGES") ?? 300);

        await run.AssertGotAsync("all", _ => true);
        await run.AssertGotAsync("oslo", shelter => shelter == "oslo");
        await run.AssertGotAsync("elsewhere", shelter => shelter != "oslo");
        await run.AssertGotAsync("nowhere", _ => false);
        await run.AssertEffectsOnceAsync();
        await run.AssertNothingLeftAsync(hopeless: 1);
        output.WriteLine(run.Summary);
        Assert.True(run.Kills > 1, run.Summary);
    }

    [Fact]
    public async Task A_FIFO_topic_keeps_the_order_of_every_group_for_every_subscriber_however_often_the_app_dies()
    {
        using var data = new DataDirectory();
        await using var run = await StartAsync(data, LossScenario.Care);
        await run.SubscribeAsync("all", filterPolicy: null);
        await run.SubscribeAsync("slow", filterPolicy: null);
        await run.SubscribeAsync("oslo", City("oslo"));
        await run.SubscribeAsync("nowhere", City("atlantis"));
        await run.PublishAsync(Number("VIRGA_LOSS_MESSAGES") ?? 300);

        await run.AssertGotAsync("all", _ => true);
        await run.AssertGotAsync("slow", _ => true);
        await run.AssertGotAsync("oslo", shelter => shelter == "oslo");
        await run.AssertGotAsync("nowhere", _ => false);
        await run.AssertEffectsOnceAsync();
        await run.AssertNothingLeftAsync(hopeless: 0);
        output.WriteLine(run.Summary);
        Assert.True(run.Kills > 1, run.Summary);
    }

    private async Task<LossRun> StartAsync(DataDirectory data, LossScenario scenario)
    {
        var seed = Number("VIRGA_SEED") ?? Random.Shared.Next();
        output.WriteLine($"seed {seed}; again with: VIRGA_SEED={seed}");
        var run = new LossRun(data.Path, Settings, seed, scenario);
        await run.StartAsync();
        return run;
    }

    private static object City(object rule) => new { city = new[] { rule } };

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;
}
