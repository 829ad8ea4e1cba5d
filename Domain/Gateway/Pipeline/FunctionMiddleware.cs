using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace Virga.Gateway;

/// <summary>The end of the pipeline: calls the function and executes what it gave back, inside everything that stands before it.</summary>
internal sealed class FunctionMiddleware(JsonSerializerOptions json)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var result = await GatewayFeature.Of(context).Function().ConfigureAwait(false);
        switch (result)
        {
            case IResult minimal:
                await minimal.ExecuteAsync(context).ConfigureAwait(false);
                break;
            case IActionResult action:
                await action.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor())).ConfigureAwait(false);
                break;
            case null:
                break;
            case string text:
                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
                break;
            default:
                await WriteJsonAsync(context, result).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Serialises before anything is sent, so that a value that cannot be serialised is a clean 500 and the length is known.</summary>
    private async Task WriteJsonAsync(HttpContext context, object value)
    {
        var body = new ArrayBufferWriter<byte>(512);
        var writer = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = json.Encoder, Indented = json.WriteIndented, SkipValidation = true });
        await using (writer.ConfigureAwait(false))
        {
            JsonSerializer.Serialize(writer, value, json.GetTypeInfo(value.GetType()));
        }

        await JsonAnswer.WriteAsync(context, body.WrittenMemory).ConfigureAwait(false);
    }
}
