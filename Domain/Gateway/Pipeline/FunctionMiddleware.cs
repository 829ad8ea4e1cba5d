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
                await JsonAnswer.WriteAsync(context, result, (writer, value) => JsonSerializer.Serialize(writer, value, json.GetTypeInfo(value.GetType()))).ConfigureAwait(false);
                break;
        }
    }
}
