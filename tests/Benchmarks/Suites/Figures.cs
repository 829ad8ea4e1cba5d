using System.Globalization;

namespace Benchmarks;

/// <summary>Numbers as the tables show them.</summary>
internal static class Figures
{
    public const string None = "–";

    public static string PerSecond(this LoadResult result) => Format(result.RequestsPerSecond, "N0");

    public static string Cpu(this LoadResult result) => $"{Format(result.CpuMicrosecondsPerRequest, "0.0")} µs";

    public static string Allocated(this LoadResult result) => $"{Format(result.BytesPerRequest, "N0")} B";

    public static string Milliseconds(TimeSpan? time) => time is { } known ? $"{Format(known.TotalMilliseconds, "N0")} ms" : None;

    public static string Ratio(double ratio) => Format(ratio, "0.00");

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
