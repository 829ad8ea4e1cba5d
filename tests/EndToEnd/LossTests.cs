using System.Globalization;

namespace EndToEnd;

/// <summary>Whatever dies, hangs, refuses and drops: each subscriber gets the messages that match, and a handler's effects happen once.</summary>
/// <remarks>300 messages; as many as <c>VIRGA_LOSS_MESSAGES</c> says otherwise (<c>./dev bench loss</c>: 10,000).</remarks>
public sealed class LossTests(ITestOutputHelper output)
{
    [Fact]
    public async Task What_is_delivered_is_what_matches_for_every_subscriber_however_often_the_app_dies()
    {
        var seed = Number("VIRGA_SEED") ?? Random.Shared.Next();
        output.WriteLine($"seed {seed}; again with: VIRGA_SEED={seed}");
        var settings = new Dictionary<string, string>
        {
            ["Notifications__Retry__MinDelayTarget"] = "00:00:00.100",
            ["Notifications__Retry__MaxDelayTarget"] = "00:00:00.500",
            ["Notifications__Retry__NumRetries"] = "100",
            ["Notifications__SweepAfter"] = "00:00:01",
        };
        using var data = new DataDirectory();
        await using var run = new LossRun(data.Path, settings, seed);

        await run.StartAsync();
        await run.SubscribeAsync("all", filterPolicy: null);
        await run.SubscribeAsync("oslo", """{"city":["oslo"]}""");
        await run.SubscribeAsync("elsewhere", """{"city":[{"anything-but":"oslo"}]}""");
        await run.SubscribeAsync("nowhere", """{"city":["atlantis"]}""");
        await run.PublishAsync(Number("VIRGA_LOSS_MESSAGES") ?? 300);

        await run.AssertGotAsync("all", _ => true);
        await run.AssertGotAsync("oslo", shelter => shelter == "oslo");
        await run.AssertGotAsync("elsewhere", shelter => shelter != "oslo");
        await run.AssertGotAsync("nowhere", _ => false);
        await run.AssertEffectsOnceAsync();
        output.WriteLine(run.Summary);
        Assert.True(run.Kills > 1, run.Summary);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;
}
