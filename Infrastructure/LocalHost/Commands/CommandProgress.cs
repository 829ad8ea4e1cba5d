using Spectre.Console;

namespace Virga.LocalHost;

/// <summary>Shows how far a command is: a bar that is drawn anew on a terminal, nothing elsewhere.</summary>
internal static class CommandProgress
{
    /// <summary>Runs work that reports.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="describe">How far it is, in a few words and, when that is known, as a part of 1.</param>
    /// <param name="run">The work.</param>
    public static async Task<TReport> RunAsync<TReport>(string title, Func<TReport, (string Text, double? Part)> describe, Func<IProgress<TReport>, Task<TReport>> run)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return await run(new Told<TReport>(_ => { })).ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(async display =>
            {
                var task = display.AddTask(Markup.Escape(title), maxValue: 1);
                task.IsIndeterminate = true;
                var report = await run(new Told<TReport>(report =>
                {
                    var (text, part) = describe(report);
                    task.Description = Markup.Escape($"{title}: {text}");
                    task.IsIndeterminate = part is null;
                    task.Value = part ?? 0;
                })).ConfigureAwait(false);
                task.IsIndeterminate = false;
                task.Value = 1;
                return report;
            }).ConfigureAwait(false);
    }

    // Progress<T> would tell later, on another thread, and out of order.
    private sealed class Told<TReport>(Action<TReport> tell) : IProgress<TReport>
    {
        public void Report(TReport value) => tell(value);
    }
}
