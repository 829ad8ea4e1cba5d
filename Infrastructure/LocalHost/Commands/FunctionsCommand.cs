using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Virga.LocalHost;

/// <summary><c>functions</c>: prints the functions as Azure will see them, or says how that differs from a file.</summary>
internal static class FunctionsCommand
{
    public static Command Create(CommandContext context)
    {
        var against = new Option<FileInfo?>("--against")
        {
            Description = "Compares with a file instead: an earlier output of this command, or the functions.metadata that a build for Azure writes.",
        };
        var command = new Command("functions", "Prints what the worker's build would write into functions.metadata: names, routes, methods, triggers, bindings and retries.") { against };
        command.SetAction((parsed, token) => RunAsync(context, parsed.GetValue(against), token));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, FileInfo? against, CancellationToken cancellationToken)
    {
        var catalog = context.Services.GetRequiredService<FunctionCatalog>();
        if (catalog.Faults().ToArray() is { Length: > 0 } faults)
        {
            throw new DefinitionException(faults);
        }

        var functions = FunctionsMetadata.Of(catalog.Descriptors);
        if (against is null)
        {
            await context.Output.WriteAsync(FunctionsMetadata.Text(functions)).ConfigureAwait(false);
            return 0;
        }

        var differences = FunctionsMetadata.Compare(await ReadAsync(against, cancellationToken).ConfigureAwait(false), functions, against.Name, "the app");
        foreach (var difference in differences)
        {
            await context.Output.WriteLineAsync(difference).ConfigureAwait(false);
        }

        return differences.Count == 0 ? 0 : 1;
    }

    private static async Task<JsonArray> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(file.FullName, cancellationToken).ConfigureAwait(false);
            return JsonNode.Parse(text) as JsonArray ?? throw new FormatException($"{file}: not a list of functions.");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new FormatException($"{file}: {e.Message}", e);
        }
    }
}
