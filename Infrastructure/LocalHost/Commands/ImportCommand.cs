using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Virga.LocalHost;

/// <summary><c>import</c>: writes the documents of a file to a container.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandContext context)
    {
        var input = new Option<string>("--in") { Description = "The file: one JSON document a line; compressed when it ends with .gz.", Required = true };
        var container = new Option<string>("--container") { Description = "The container.", DefaultValueFactory = _ => StorePartition.DefaultContainer };
        var keep = new Option<bool>("--keep-existing") { Description = "Leaves documents that are already there as they are; without it they are written over." };
        var validate = new Option<bool>("--validate") { Description = "Leaves out documents that are not what their models say." };
        var restart = new Option<bool>("--restart") { Description = "Begins at the first line although an earlier run stopped half-way." };
        var command = new Command("import", "Writes the documents of a file to a container. Stop it with Ctrl+C; the next run goes on.") { input, container, keep, validate, restart };
        command.SetAction((parsed, token) =>
        {
            var name = parsed.GetValue(input)!;
            var options = new ImportOptions
            {
                Container = parsed.GetValue(container)!,
                KeepExisting = parsed.GetValue(keep),
                Validate = parsed.GetValue(validate),
                SkipLines = parsed.GetValue(restart) ? 0 : TransferFile.LinesDone(name),
            };
            return RunAsync(context, name, options, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string name, ImportOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(name))
        {
            await context.Error.WriteLineAsync($"There is no file '{name}'.").ConfigureAwait(false);
            return 1;
        }

        var file = File.OpenRead(name);
        await using var closing = file.ConfigureAwait(false);
        var lines = TransferFile.Reading(file, name);
        await using var ending = lines.ConfigureAwait(false);
        var report = await CommandProgress.RunAsync<TransferReport>(
            options.Container,
            now => (Text(now), file.Length == 0 ? 1 : (double)file.Position / file.Length),
            progress => context.Services.GetRequiredService<DocumentTransfer>().ImportAsync(lines, options, new Noted(name, progress), cancellationToken)).ConfigureAwait(false);
        File.Delete(TransferFile.ProgressOf(name));
        await context.Output.WriteLineAsync($"{name}: {Text(report)}").ConfigureAwait(false);
        foreach (var failure in report.Failures)
        {
            await context.Error.WriteLineAsync($"  line {failure.Line}: {failure.Reason}").ConfigureAwait(false);
        }

        return report.Failed == 0 ? 0 : 1;
    }

    private static string Text(TransferReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Documents} documents written, {report.Skipped} left out, {report.Failed} failed, {report.RequestCharge:0} RU");

    /// <summary>Notes the lines done with beside the file, for the run after one that stops.</summary>
    private sealed class Noted(string name, IProgress<TransferReport> progress) : IProgress<TransferReport>
    {
        public void Report(TransferReport value)
        {
            File.WriteAllText(TransferFile.ProgressOf(name), value.Lines.ToString(CultureInfo.InvariantCulture));
            progress.Report(value);
        }
    }
}
