using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Virga.Gateway;

/// <summary>The end of the pipeline: calls the function and executes what it gave back, inside everything that stands before it.</summary>
internal sealed class FunctionMiddleware(JsonSerializerOptions json, TimeProvider time, ILogger logger)
{
    /// <summary>The most bytes of an answer that wait for their tag.</summary>
    private const int MostTagged = 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var feature = GatewayFeature.Of(context);
        var started = time.GetTimestamp();
        Log.Calling(logger, feature.FunctionName, context.TraceIdentifier);
        try
        {
            var result = await feature.Function().ConfigureAwait(false);
            feature.Integration = time.GetElapsedTime(started);
            await ExecuteAsync(context, result).ConfigureAwait(false);
        }
        finally
        {
            // What a result does while it is executed (a proxied request, a stream) is the function's time, too.
            feature.Integration = time.GetElapsedTime(started);
            Log.Called(logger, feature.FunctionName, feature.Integration.Value.TotalMilliseconds, context.TraceIdentifier);
        }
    }

    private async Task ExecuteAsync(HttpContext context, object? result)
    {
        switch (result)
        {
            case IResult foreign when context.Request.IsRead() && foreign is not IFileHttpResult && foreign.GetType().Assembly != typeof(FunctionMiddleware).Assembly:
                await ExecuteTaggedAsync(foreign, context).ConfigureAwait(false);
                break;
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
                await JsonAnswer.WriteAsync(context, result, (writer, value) => JsonSerializer.Serialize(writer, value, json.GetTypeInfo(value.GetType()))).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Executes a result of ASP.NET Core's or of the app's own, and gives what it writes an entity tag; what streams goes on as it comes.</summary>
    private static async Task ExecuteTaggedAsync(IResult result, HttpContext context)
    {
        using var buffer = new AnswerBuffer(context, MostTagged);
        await result.ExecuteAsync(context).ConfigureAwait(false);
        await buffer.FlushAsync().ConfigureAwait(false);
        if (!buffer.IsWhole || buffer.Body.Length == 0 || !WeakETag.IsCurrent(context, buffer.Body.Span))
        {
            await buffer.SendAsync().ConfigureAwait(false);
        }
    }
}
