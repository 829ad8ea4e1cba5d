using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Where every answered request is told to: the log, the meter, its span, and who asked to be notified.</summary>
internal sealed class AccessObserver(AccessLog log, GatewayMetrics metrics, AccessNotifications notifications, IOptions<AccessLogOptions> options, TimeProvider time)
{
    private readonly string _stage = options.Value.Stage;

    public AccessLogOptions Options { get; } = options.Value;

    public void Observe(HttpContext context, GatewayFeature feature, Activity? activity, TimeSpan elapsed, int status)
    {
        var logs = log.IsEnabled;
        var topics = notifications.TopicsOf(context);
        if (!logs && !metrics.Enabled && activity is null && topics.Count == 0)
        {
            return;
        }

        var route = RouteOf(context, feature);
        if (activity is not null)
        {
            Tag(activity, context, feature, route, status);
            NameRequest(context, activity);
        }

        if (metrics.Enabled)
        {
            metrics.Record(context, feature, route, elapsed, status);
        }

        if (logs || topics.Count > 0)
        {
            var entry = Entry(context, feature, route, elapsed, status);
            if (logs)
            {
                log.Write(entry);
            }

            notifications.Offer(entry, topics);
        }
    }

    private static string RouteOf(HttpContext context, GatewayFeature feature) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? feature.FunctionName;

    private static void Tag(Activity activity, HttpContext context, GatewayFeature feature, string route, int status)
    {
        var request = context.Request;
        activity.DisplayName = $"{HttpMethodName.Known(request.Method)} {route}";
        activity.SetTag("http.request.method", HttpMethodName.Known(request.Method)).SetTag("http.route", route).SetTag("http.response.status_code", status)
            .SetTag("url.scheme", request.Scheme).SetTag("url.path", request.Path.Value).SetTag("faas.name", feature.FunctionName).SetTag("virga.request.id", context.TraceIdentifier);
        if (feature.ErrorCode is { } code)
        {
            activity.SetTag("error.type", code);
        }

        if (feature.IsCanary)
        {
            activity.SetTag("virga.canary", true);
        }
    }

    /// <summary>The web server's own span is named as the gateway's: it knows no routes of functions, and a name for each path would be no name.</summary>
    private static void NameRequest(HttpContext context, Activity activity)
    {
        if (context.Features.Get<IHttpActivityFeature>() is { Activity: { } request } && request != activity)
        {
            request.DisplayName = activity.DisplayName;
            request.SetTag("http.route", activity.GetTagItem("http.route"));
        }
    }

    private AccessEntry Entry(HttpContext context, GatewayFeature feature, string route, TimeSpan elapsed, int status)
    {
        var (request, response, user) = (context.Request, context.Response, context.User);
        var problem = status >= 400 ? feature.Answered ?? feature.Problem : null;
        return new AccessEntry
        {
            At = time.GetUtcNow() - elapsed,
            Method = request.Method,
            Route = route,
            Path = request.PathBase.Add(request.Path).ToUriComponent(),
            Protocol = request.Protocol,
            Host = request.Host.HasValue ? request.Host.Value : null,
            Stage = _stage,
            Status = status,
            Elapsed = elapsed,
            Integration = feature.Integration,
            RequestBytes = request.ContentLength,
            ResponseBytes = response.ContentLength,
            Function = feature.FunctionName,
            Subject = user.FindFirst("sub")?.Value,
            Client = (user.FindFirst("azp") ?? user.FindFirst("appid") ?? user.FindFirst("client_id"))?.Value,
            ApiKeyId = context.GetApiKey()?.Id,
            SourceIp = context.Connection.RemoteIpAddress?.ToString(),
            UserAgent = request.Headers.UserAgent is [{ Length: > 0 } agent, ..] ? agent : null,
            RequestId = context.TraceIdentifier,
            TraceId = Activity.Current?.TraceId.ToString(),
            ErrorCode = feature.ErrorCode,
            ErrorMessage = problem?.Detail,
            Faults = problem is { Errors.Count: > 0 } ? string.Join(", ", problem.Errors.Select(error => $"{error.Pointer} {error.Code}")) : null,
            Cache = feature.CacheStatus,
            IsCanary = feature.IsCanary,
            Trace = Activity.Current?.Context ?? default,
        };
    }
}
