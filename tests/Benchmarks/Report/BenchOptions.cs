using System.Globalization;

namespace Benchmarks;

/// <summary>How long and how hard to measure.</summary>
internal sealed record BenchOptions(int Rounds, TimeSpan Round, TimeSpan WarmUp, int Connections, int Starts)
{
    public static BenchOptions Parse(string[] args)
    {
        var quick = args.Contains("--quick");
        return new BenchOptions(
            Rounds: Number(args, "--rounds", quick ? 1 : 5),
            Round: TimeSpan.FromSeconds(Number(args, "--seconds", quick ? 2 : 5)),
            WarmUp: TimeSpan.FromSeconds(quick ? 2 : 5),
            Connections: Number(args, "--connections", 16),
            Starts: quick ? 2 : 7);
    }

    private static int Number(string[] args, string name, int otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 || at + 1 >= args.Length ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }
}
