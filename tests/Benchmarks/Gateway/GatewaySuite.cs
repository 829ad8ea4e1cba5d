using System.Globalization;
using Spectre.Console;
using Virga.Gateway;

namespace Benchmarks;

/// <summary>Two endpoints, one open and one that checks token, scope and body, on four servers.</summary>
internal sealed class GatewaySuite : IBenchSuite
{
    private const int HandWired = 1;

    public string Name => "gateway";

    public string Summary => "The gateway beside a bare API, ASP.NET Core wired by hand, and serverless-offline.";

    public BenchOptions Defaults(bool quick) => new(
        quick, Rounds: quick ? 1 : 5, Round: TimeSpan.FromSeconds(quick ? 2 : 5), WarmUp: TimeSpan.FromSeconds(quick ? 2 : 8), Workers: 16);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var token = new DevelopmentTokens(GatewayServers.Key(data), TimeProvider.System).Issue("orders:write");
        (string Name, RequestTemplate Request)[] requests =
        [
            ("GET, anonymous", RequestTemplate.Get("/api/greetings/Tom")),
            ("POST, token, scope, body", RequestTemplate.Post("/api/orders", """{"item":"tea","count":3}""", token)),
        ];
        var bar = progress.AddTask("gateway", maxValue: requests.Length * (options.Rounds + 1));
        var servers = new List<GatewayServer>();
        try
        {
            foreach (var (name, start) in GatewayServers.All)
            {
                servers.Add(await GatewayServer.StartAsync(name, port => start(data, port), cancellationToken));
            }

            var table = new Table().AddColumns("request", "server", "requests/s", "p99", "CPU per request", "CPU ÷ by hand", "memory");
            foreach (var (name, request) in requests)
            {
                Add(table, name, servers, await RoundsAsync(servers, request, options, bar, cancellationToken));
            }

            return new BenchReport([table], Notes());
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Rounds in turns: a busy moment of the machine hits all.</summary>
    private static async Task<IReadOnlyList<GatewayRound>> RoundsAsync(
        List<GatewayServer> servers, RequestTemplate request, BenchOptions options, ProgressTask bar, CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            await GatewayRound.RunAsync(server, request, options.Workers, options.WarmUp, cancellationToken);
        }

        bar.Increment(1);
        var rounds = servers.Select(_ => new List<GatewayRound>()).ToList();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var server = 0; server < servers.Count; server++)
            {
                rounds[server].Add(await GatewayRound.RunAsync(servers[server], request, options.Workers, options.Round, cancellationToken));
            }

            bar.Increment(1);
        }

        return [.. rounds.Select(GatewayRound.Median)];
    }

    private static void Add(Table table, string request, List<GatewayServer> servers, IReadOnlyList<GatewayRound> rounds)
    {
        for (var server = 0; server < servers.Count; server++)
        {
            var round = rounds[server];
            table.AddRow(
                request, servers[server].Name, round.PerSecond.ToString("N0", CultureInfo.InvariantCulture), $"{round.P99Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms",
                $"{round.CpuMicroseconds.ToString("0.0", CultureInfo.InvariantCulture)} µs", Figures.Ratio(round.CpuMicroseconds / rounds[HandWired].CpuMicroseconds),
                $"{(round.Memory / 1048576.0).ToString("N0", CultureInfo.InvariantCulture)} MiB");
        }
    }

    private static List<string> Notes() =>
    [
        "By hand: request ids, problem details, time-outs, body limit, compression, bearer tokens, scope, validation. The bare API checks nothing. serverless-offline calls the handlers in its own process (useInProcess), which check token, scope and body.",
        .. GatewayServers.NoOffline is { } missing ? [$"serverless-offline was left out: {missing}"] : Array.Empty<string>(),
    ];
}
