using System.Globalization;

namespace Support;

/// <summary>Says on the error stream how far a long run has come, when <c>VIRGA_PROGRESS</c> is set (<c>./dev bench</c> sets it): a bar on a terminal, elsewhere a line for each tenth.</summary>
public sealed class LongRun(string name, int total)
{
    private const int Width = 30;
    private static readonly bool Wanted = Environment.GetEnvironmentVariable("VIRGA_PROGRESS") is { Length: > 0 };
    private int _told = -1;

    /// <summary>So many of the total are done; <paramref name="note"/> says what else there is to know.</summary>
    public void Report(int done, string note = "")
    {
        var step = (int)(done * (Console.IsErrorRedirected ? 10L : 100L) / Math.Max(1, total));
        if (!Wanted || step == _told)
        {
            return;
        }

        _told = step;
        var text = string.Create(CultureInfo.InvariantCulture, $"{name}: {done:N0} of {total:N0}{(note.Length > 0 ? ", " : "")}{note}");
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(text);
            return;
        }

        var full = Math.Min(Width, step * Width / 100);
        Console.Error.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {text}\e[K{(done >= total ? "\n" : "")}");
    }
}
