using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Benchmarks;

/// <summary>Times cold starts: each in a process of its own.</summary>
internal static class CosmosStarts
{
    public static async Task<IReadOnlyList<CosmosStartResult>> MeasureAsync(BenchOptions options, string data, ProgressTask bar, CancellationToken cancellationToken)
    {
        var made = new List<CosmosStartTime>();
        var found = new List<CosmosStartTime>();
        var sdk = new List<CosmosStartTime>();
        var other = new List<CosmosStartTime>();
        for (var i = 0; i < options.Starts; i++)
        {
            var file = Path.Combine(data, $"start-{i}.db");
            made.Add(await StartAsync(CosmosStart.Endpoint, file, cancellationToken));
            found.Add(await StartAsync(CosmosStart.Endpoint, file, cancellationToken));
            sdk.Add(await StartAsync(CosmosStart.WithSdk, file, cancellationToken));
            if (CosmosTargets.VercelFolder is not null)
            {
                other.Add(await StartVercelAsync(cancellationToken));
            }

            bar.Increment(1);
        }

        List<CosmosStartResult> results =
        [
            CosmosStartResult.Of("endpoint alone, new file: database, container, document, read", made),
            CosmosStartResult.Of("endpoint alone, existing file: read", found),
            CosmosStartResult.Of("endpoint and SDK, existing file: read", sdk),
        ];
        if (other.Count > 0)
        {
            results.Add(CosmosStartResult.Of("@vercel/cosmosdb-server: account document", other));
        }

        return results;
    }

    private static async Task<CosmosStartTime> StartAsync(string kind, string file, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet", [typeof(CosmosStarts).Assembly.Location, "cosmos-start", kind, file]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        var whole = watch.Elapsed;
        await process.WaitForExitAsync(cancellationToken);
        return line?.Split(' ') is [var inside, var cpu]
            ? new CosmosStartTime(Milliseconds(inside), Milliseconds(cpu), whole)
            : throw new InvalidOperationException($"The start of '{kind}' failed: {line}");
    }

    private static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(double.Parse(text, CultureInfo.InvariantCulture));

    private static async Task<CosmosStartTime> StartVercelAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        await using var server = await CosmosTargets.StartVercelAsync(cancellationToken);
        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{server.Port}/"), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return new CosmosStartTime(null, null, watch.Elapsed);
    }
}
