using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Virga.Gateway;

/// <summary>Purges a function's tags when it has changed something, before the client learns of it: a client that reads again then sees its change (RFC 9111, section 4.4).</summary>
internal sealed class PurgeStage(RequestDelegate next, IReadOnlyList<string> tags, CachePurges purges, ILogger logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.IsRead())
        {
            context.Response.OnStarting(() => context.Response.StatusCode < 400 ? PurgeAsync(context) : Task.CompletedTask);
        }

        return next(context);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The change has happened; what is stale ends with its time.")]
    private async Task PurgeAsync(HttpContext context)
    {
        try
        {
            await purges.PurgeLocalAsync([.. tags.Select(tag => CacheTags.Fill(tag, context.Request.RouteValues))], context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Log.PurgeFailed(logger, fault, GatewayFeature.Of(context).FunctionName, context.TraceIdentifier);
        }
    }
}
