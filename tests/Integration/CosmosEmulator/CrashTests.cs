using System.Diagnostics;
using Microsoft.Azure.Cosmos;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>A process killed at any moment loses nothing it acknowledged and leaves no half of a batch.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Rounds = 20;
    private readonly string _directory = Directory.CreateTempSubdirectory("virga").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Kill_9_under_load_loses_no_acknowledged_write()
    {
        var dataSource = Path.Combine(_directory, "cosmos.db");
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged.AddRange(await KillAsync(dataSource, round, random.Next(1, 400)));
        }

        await using var emulator = Emulator.Open(new() { DataSource = dataSource });
        using var client = EmulatorFixture.Connect(emulator);
        var there = new HashSet<string>();
        using var query = client.GetContainer("db", "c").GetItemQueryIterator<string>("SELECT VALUE c.id FROM c", requestOptions: new QueryRequestOptions { MaxItemCount = -1 });
        while (query.HasMoreResults)
        {
            there.UnionWith(await query.ReadNextAsync(TestContext.Current.CancellationToken));
        }

        var expected = acknowledged.SelectMany(line => line.Split(' ') switch
        {
            ["batch", var id] => Enumerable.Range(0, CrashWriter.BatchSize).Select(part => $"{id}.{part}"),
            [_, var id] => [id],
            _ => [],
        }).ToHashSet();
        var torn = there.Where(id => id.Contains('.')).GroupBy(id => id[..id.IndexOf('.')]).Where(batch => batch.Count() != CrashWriter.BatchSize).Select(batch => batch.Key);
        Assert.True(acknowledged.Count >= Rounds, $"Only {acknowledged.Count} writes were acknowledged.");
        Assert.Empty(expected.Except(there));
        Assert.Empty(torn);
    }

    /// <summary>Starts a writer, kills it after so many acknowledgements, and gives back what it acknowledged.</summary>
    private static async Task<List<string>> KillAsync(string dataSource, int round, int after)
    {
        var assembly = typeof(CrashWriter).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = assembly;
        start.Environment[StartupHook.Variable] = $"{round}|{dataSource}";
        using var child = Process.Start(start)!;
        var lines = new List<string>();
        while (lines.Count < after && await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
        }

        child.Kill();
        // What was printed before the kill was acknowledged, too; the last line may be cut.
        var rest = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        lines.AddRange(rest.Split('\n').SkipLast(1));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return lines;
    }
}
