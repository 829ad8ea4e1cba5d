using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Observes each request from outside everything that may refuse it: one span around it, and when it is answered, all that is told of it.</summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, AccessObserver observer, bool serverTiming, TimeProvider time)
{
    public const string TraceResponse = "traceresponse";

    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var feature = GatewayFeature.Of(context);
        using var activity = Start(context, feature);
        using var carrier = Activity.Current is null ? Carry(context.Request) : null;
        if (observer.Options.TraceResponse && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current)
        {
            context.Response.Headers[TraceResponse] = current.Id;
            feature.KeepHeader(TraceResponse, current.Id!);
        }

        if (serverTiming)
        {
            context.Response.OnStarting(() => WriteTimingAsync(context, feature, time.GetElapsedTime(started)));
        }

        var failed = true;
        try
        {
            await next(context).ConfigureAwait(false);
            failed = false;
        }
        finally
        {
            observer.Observe(context, feature, activity, time.GetElapsedTime(started), failed ? StatusCodes.Status500InternalServerError : context.Response.StatusCode);
        }
    }

    /// <summary>The gateway's span: in the host's own where there is one, else in the trace that the request names.</summary>
    private static Activity? Start(HttpContext context, GatewayFeature feature)
    {
        var name = "gateway " + feature.FunctionName;
        if (Activity.Current is null && ActivityContext.TryParse(context.Request.Headers.TraceParent, context.Request.Headers.TraceState, isRemote: true, out var parent))
        {
            return GatewayTelemetry.Source.StartActivity(name, ActivityKind.Server, parent);
        }

        return GatewayTelemetry.Source.StartActivity(name);
    }

    /// <summary>The request's trace where nothing records it, as in the worker without an exporter: the log, the answer, and all that the request sends still name it.</summary>
    private static Activity Carry(HttpRequest request)
    {
        var carrier = new Activity("gateway");
        if (ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, out var parent))
        {
            carrier.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
            carrier.TraceStateString = parent.TraceState;
        }

        return carrier.Start();
    }

    private static Task WriteTimingAsync(HttpContext context, GatewayFeature feature, TimeSpan elapsed)
    {
        var total = string.Create(CultureInfo.InvariantCulture, $"gateway;dur={elapsed.TotalMilliseconds:0.0}");
        context.Response.Headers["Server-Timing"] = feature.Integration is { } function
            ? string.Create(CultureInfo.InvariantCulture, $"{total}, function;dur={function.TotalMilliseconds:0.0}")
            : total;
        return Task.CompletedTask;
    }
}
