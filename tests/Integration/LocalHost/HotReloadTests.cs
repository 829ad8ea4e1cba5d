using Microsoft.Extensions.Logging;
using Support;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>What hot reload changes without effect is told.</summary>
public sealed class HotReloadTests
{
    [Fact]
    public async Task A_change_of_what_was_read_at_start_is_told_by_the_name_of_its_type()
    {
        using var log = new LogRecorder();
        await using var host = await TestHost.StartAsync(builder => builder.Logging.AddProvider(log), typeof(KnownFunctions));

        HotReload.UpdateApplication([typeof(ReloadedModel.Closure), typeof(AddedFunctions), typeof(KnownFunctions)]);

        Assert.StartsWith("Hot reload has changed AddedFunctions, ReloadedModel, but ", Assert.Single(Told(log)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_counts_at_once_is_not()
    {
        using var log = new LogRecorder();
        await using var host = await TestHost.StartAsync(builder => builder.Logging.AddProvider(log), typeof(KnownFunctions));

        HotReload.UpdateApplication([typeof(KnownFunctions), typeof(HotReloadTests)]);
        HotReload.UpdateApplication(null);

        Assert.Empty(Told(log));
    }

    [Fact]
    public async Task An_app_that_has_stopped_hears_of_nothing()
    {
        using var log = new LogRecorder();
        await using (await TestHost.StartAsync(builder => builder.Logging.AddProvider(log), typeof(KnownFunctions)))
        {
        }

        HotReload.UpdateApplication([typeof(AddedFunctions)]);

        Assert.Empty(Told(log));
    }

    private static IEnumerable<string> Told(LogRecorder log) => log.Entries.Where(entry => entry.Text.StartsWith("Hot reload", StringComparison.Ordinal)).Select(entry => entry.Text);
}
