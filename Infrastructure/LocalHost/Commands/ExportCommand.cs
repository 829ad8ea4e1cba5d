using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Virga.LocalHost;

/// <summary><c>export</c>: writes a container's documents to a file.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandContext context)
    {
        var output = new Option<string>("--out") { Description = "The file, one JSON document a line; compressed when it ends with .gz.", Required = true };
        var container = new Option<string>("--container") { Description = "The container.", DefaultValueFactory = _ => StorePartition.DefaultContainer };
        var model = new Option<string?>("--model") { Description = "Only this model's documents. Without it everything, the framework's records included." };
        var command = new Command("export", "Writes a container's documents to a file, as JSON Lines. No snapshot: what is written meanwhile may or may not be in it.") { output, container, model };
        command.SetAction((parsed, token) =>
            RunAsync(context, parsed.GetValue(output)!, new ExportOptions { Container = parsed.GetValue(container)!, Model = parsed.GetValue(model) }, token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string name, ExportOptions options, CancellationToken cancellationToken)
    {
        // A file of that name is whole: what stops half-way leaves the other one.
        var partial = name + ".partial";
        TransferReport report;
        var file = File.Create(partial);
        await using (file.ConfigureAwait(false))
        {
            var lines = TransferFile.Writing(file, name);
            await using var closing = lines.ConfigureAwait(false);
            report = await CommandProgress.RunAsync<TransferReport>(
                options.Container,
                now => (Text(now), null),
                progress => context.Services.GetRequiredService<DocumentTransfer>().ExportAsync(lines, options, progress, cancellationToken)).ConfigureAwait(false);
        }

        File.Move(partial, name, overwrite: true);
        await context.Output.WriteLineAsync($"{name}: {Text(report)}").ConfigureAwait(false);
        return 0;
    }

    private static string Text(TransferReport report) => string.Create(CultureInfo.InvariantCulture, $"{report.Documents} documents, {report.RequestCharge:0} RU");
}
