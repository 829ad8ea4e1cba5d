using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Virga.Gateway;

/// <summary>The one place that answers with problem details: for exceptions, and for error statuses nobody wrote a body for.</summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ILogger logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var feature = GatewayFeature.Of(context);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (await HandleAsync(context, feature, exception).ConfigureAwait(false))
            {
                return;
            }

            throw;
        }

        var response = context.Response;
        if (response.StatusCode >= 400)
        {
            var problem = feature.Problem ?? ProblemCodes.ForStatus(response.StatusCode);
            feature.ErrorCode ??= problem.Code;
            feature.Answered = feature.Problem;
            if (!response.HasStarted && response.ContentLength is null or 0 && string.IsNullOrEmpty(response.ContentType))
            {
                await ProblemWriter.WriteAsync(context, problem with { Status = response.StatusCode }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the exception has been answered; it goes on when the answer had already started.</summary>
    private async Task<bool> HandleAsync(HttpContext context, GatewayFeature feature, Exception exception)
    {
        if (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            feature.ErrorCode = "client-closed-request";
            Log.ClientGone(logger, feature.FunctionName, context.TraceIdentifier);
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return true;
        }

        var problem = ProblemMap.Of(exception, hasIfMatch: context.Request.Headers.IfMatch.Count > 0);
        feature.ErrorCode = problem.Code;
        feature.Answered = problem;
        var traceId = ProblemWriter.TraceId(context);
        Record(context, feature, exception, problem, traceId);
        if (context.Response.HasStarted)
        {
            Log.FailedLate(logger, exception, feature.FunctionName, context.TraceIdentifier, traceId);
            return false;
        }

        context.Response.Clear();
        await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
        return true;
    }

    private void Record(HttpContext context, GatewayFeature feature, Exception exception, Problem problem, string traceId)
    {
        if (problem.Status < 500)
        {
            return;
        }

        feature.Failure = exception is GatewayException ? null : exception;
        if (Activity.Current is { } activity)
        {
            activity.SetStatus(ActivityStatusCode.Error, problem.Code);
            activity.AddException(exception);
        }

        if (problem.Code == ProblemCodes.Internal)
        {
            Log.Failed(logger, exception, feature.FunctionName, context.TraceIdentifier, traceId);
        }
        else if (exception is not GatewayException)
        {
            Log.Unavailable(logger, exception, feature.FunctionName, problem.Code, context.TraceIdentifier, traceId);
        }
    }
}
