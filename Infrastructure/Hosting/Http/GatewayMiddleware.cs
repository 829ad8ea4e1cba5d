using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Virga.Documents;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Hands every HTTP invocation to the gateway, and leaves the others alone, but for saying to the audit trail which function it is.</summary>
internal sealed class GatewayMiddleware(GatewayPipeline pipeline, GatewayEndpoints endpoints, ChangeOrigins origins) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && endpoints.Find(context.FunctionDefinition.Name) is { } endpoint)
        {
            return AnswerAsync(http, endpoint, context, next);
        }

        if (origins.IsWanted)
        {
            origins.Begin(new ChangeOrigin { Function = context.FunctionDefinition.Name, RequestId = context.InvocationId, TraceId = Activity.Current?.TraceId.ToString() });
        }

        return next(context);
    }

    private async Task AnswerAsync(HttpContext http, Endpoint endpoint, FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await pipeline.InvokeAsync(http, endpoint, () => CallAsync(context, next)).ConfigureAwait(false);
        }
        catch when (http.Response.HasStarted)
        {
            // The worker would end half an answer as if it were whole.
            http.Abort();
            throw;
        }

        await HostSetup.CountAsync(http).ConfigureAwait(false);
    }

    /// <summary>Calls the function and takes its result away from the host: the pipeline executes it, and it must be executed once.</summary>
    private static async Task<object?> CallAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context).ConfigureAwait(false);
        var invocation = context.GetInvocationResult();
        var result = invocation.Value;
        invocation.Value = null;
        return result;
    }
}
