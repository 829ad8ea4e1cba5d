using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Virga.Gateway;

/// <summary>Observes each request from outside everything that may refuse it: one log record, one measurement, one span.</summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, ILogger logger, GatewayMetrics metrics, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var feature = GatewayFeature.Of(context);
        using var activity = GatewayTelemetry.Source.StartActivity("gateway " + feature.FunctionName);
        var failed = true;
        try
        {
            await next(context).ConfigureAwait(false);
            failed = false;
        }
        finally
        {
            Observe(context, feature, activity, time.GetElapsedTime(started), failed ? StatusCodes.Status500InternalServerError : context.Response.StatusCode);
        }
    }

    private void Observe(HttpContext context, GatewayFeature feature, Activity? activity, TimeSpan elapsed, int status)
    {
        var logs = logger.IsEnabled(LogLevel.Information);
        if (!logs && !metrics.Enabled && activity is null)
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? feature.FunctionName;
        var request = context.Request;
        if (activity is not null)
        {
            activity.SetTag("http.request.method", request.Method).SetTag("http.route", route)
                .SetTag("http.response.status_code", status).SetTag("faas.name", feature.FunctionName);
        }

        if (metrics.Enabled)
        {
            metrics.Record(elapsed.TotalSeconds, KnownMethod(request.Method), request.Scheme, route, status, feature.FunctionName, feature.ErrorCode);
        }

        if (logs)
        {
            var principal = context.User.FindFirst("sub")?.Value ?? context.User.FindFirst("client_id")?.Value ?? "-";
            Log.Access(
                logger, request.Method, route, status, elapsed.TotalMilliseconds, context.Response.ContentLength, feature.FunctionName,
                principal, context.TraceIdentifier, Activity.Current?.TraceId.ToString(), feature.ErrorCode);
        }
    }

    /// <summary>A client may send any word as a method; a metric must not grow by each.</summary>
    private static string KnownMethod(string method) => HttpMethods.GetCanonicalizedValue(method) switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT" => HttpMethods.GetCanonicalizedValue(method),
        _ => "_OTHER",
    };
}
