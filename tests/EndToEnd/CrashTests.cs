using System.Globalization;

namespace EndToEnd;

/// <summary>kill -9 at random points under load loses nothing that was answered 2xx, and doubles no effect.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 10;

    [Fact]
    public Task Nothing_answered_is_lost() => SurviveAsync(nudge: true);

    [Fact]
    public Task Nothing_answered_is_lost_with_only_the_change_feed_and_the_sweeper() => SurviveAsync(nudge: false);

    private async Task SurviveAsync(bool nudge)
    {
        var seed = Environment.GetEnvironmentVariable("VIRGA_SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"seed {seed}; again with: VIRGA_SEED={seed}");
        var settings = new Dictionary<string, string>(RunningApp.ShortRetries)
        {
            ["Notifications__Nudge"] = nudge ? "true" : "false",
            ["Notifications__SweepAfter"] = "00:00:01",
        };
        using var data = new DataDirectory();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var victim = new CrashingApp(data.Path, settings, new Random(seed));

        await victim.StartAsync();
        await victim.SubscribeAsync(receiver);
        for (var i = 0; i < Kills; i++)
        {
            await victim.LoadUntilKilledAsync();
            await victim.StartAsync();
        }

        output.WriteLine(victim.Summary);
        Assert.True(victim.Adopted.Count >= Kills, victim.Summary);
        await victim.AssertNothingLostAsync();
        await victim.AssertEachAdoptionOnRecordOnceAsync();
        await victim.AssertWebhookGotEachAsync(receiver);
    }
}
