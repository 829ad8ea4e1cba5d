using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>The gateway's instruments, named as OpenTelemetry's conventions name them where they do.</summary>
internal sealed class GatewayMetrics
{
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _integration;
    private readonly Counter<long> _throttled;
    private readonly Counter<long> _denied;
    private readonly Counter<long> _cache;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _notifications;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayTelemetry.Name);
        var buckets = new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds };
        _duration = meter.CreateHistogram("http.server.request.duration", "s", "How long requests took in the gateway.", advice: buckets);
        _integration = meter.CreateHistogram("virga.gateway.integration.duration", "s", "How long functions took, without what the gateway does around them.", advice: buckets);
        _throttled = meter.CreateCounter<long>("virga.gateway.throttled", "{request}", "Requests refused because of a rate or quota (429).");
        _denied = meter.CreateCounter<long>("virga.gateway.denied", "{request}", "Requests refused because of who asked (401, 403).");
        _cache = meter.CreateCounter<long>("virga.gateway.cache", "{request}", "Requests that asked the server's cache, by result: hit or miss.");
        _bytes = meter.CreateCounter<long>("virga.gateway.data_processed", "By", "Bytes of bodies by direction, where their length was known before: request or response.");
        _notifications = meter.CreateCounter<long>("virga.gateway.access_notifications", "{notification}", "Notifications of accesses by outcome: published, dropped (the queue was full) or failed.");
    }

    public bool Enabled => _duration.Enabled || _integration.Enabled || _throttled.Enabled || _denied.Enabled || _cache.Enabled || _bytes.Enabled;

    public void Record(HttpContext context, GatewayFeature feature, string route, TimeSpan elapsed, int status)
    {
        var request = context.Request;
        var tags = new TagList
        {
            { "http.request.method", HttpMethodName.Known(request.Method) },
            { "url.scheme", request.Scheme },
            { "http.route", route },
            { "http.response.status_code", status },
            { "faas.name", feature.FunctionName },
        };
        if (feature.ErrorCode is { } code)
        {
            tags.Add("error.type", code);
        }

        _duration.Record(elapsed.TotalSeconds, tags);
        var byRoute = new KeyValuePair<string, object?>("http.route", route);
        if (feature.Integration is { } integration)
        {
            _integration.Record(integration.TotalSeconds, byRoute);
        }

        if (status == StatusCodes.Status429TooManyRequests)
        {
            _throttled.Add(1, byRoute, new("error.type", feature.ErrorCode));
        }
        else if (status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            _denied.Add(1, byRoute, new("error.type", feature.ErrorCode));
        }

        if (feature.CacheStatus is { } cache && cache != ServerCachePolicy.Bypass)
        {
            _cache.Add(1, byRoute, new("virga.cache.result", cache.StartsWith("hit", StringComparison.Ordinal) ? "hit" : "miss"));
        }

        Count(request.ContentLength, "request", byRoute);
        Count(context.Response.ContentLength, "response", byRoute);
    }

    public void Notified(string outcome, int count) => _notifications.Add(count, new KeyValuePair<string, object?>("virga.outcome", outcome));

    private void Count(long? bytes, string direction, KeyValuePair<string, object?> route)
    {
        if (bytes is > 0 and var length)
        {
            _bytes.Add(length, route, new("network.io.direction", direction));
        }
    }
}
