using Spectre.Console;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Benchmarks;

/// <summary>Whether point reads stay as quick when there are many documents.</summary>
internal static class CosmosSizes
{
    public static async Task<IReadOnlyList<CosmosResult>> MeasureAsync(BenchOptions options, string data, ProgressTask bar, CancellationToken cancellationToken)
    {
        var file = Path.Combine(data, "sizes.db");
        await using (var emulator = Emulator.Open(new CosmosEmulatorOptions { DataSource = file }))
        {
            using var client = CosmosTargets.Client(emulator.CreateHandler());
            SizedTarget[] targets = [new(emulator, client, "few", 1000), new(emulator, client, "many", options.IsQuick ? 100_000 : 1_000_000)];
            foreach (var target in targets)
            {
                await target.PrepareAsync(cancellationToken);
            }

            bar.Increment(1);
            return await CosmosSuite.CompareAsync(CosmosOperation.PointRead, targets, options, bar, cancellationToken);
        }
    }
}
