using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Virga.LocalHost;

/// <summary><c>openapi</c>: prints the app's OpenAPI document, or its AsyncAPI document, indented, for a file that shows in review what a change does to the API.</summary>
internal static class OpenApiCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandContext context)
    {
        var events = new Option<bool>("--asyncapi") { Description = "Prints the AsyncAPI document: topics and their messages." };
        var command = new Command("openapi", "Prints the app's OpenAPI document.") { events };
        command.SetAction(async (parsed, _) =>
        {
            var document = parsed.GetValue(events)
                ? context.Services.GetRequiredService<AsyncApiDescription>().Document
                : context.Services.GetRequiredService<ApiDescription>().Document;
            await context.Output.WriteLineAsync(JsonNode.Parse(document.Span)!.ToJsonString(Indented)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
