using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Virga.Gateway;

/// <summary>The gateway's instruments, named as OpenTelemetry's conventions name them.</summary>
internal sealed class GatewayMetrics
{
    private readonly Histogram<double> _duration;

    public GatewayMetrics(IMeterFactory meters)
    {
        _duration = meters.Create(GatewayTelemetry.Name).CreateHistogram(
            "http.server.request.duration", "s", "How long requests took in the gateway.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });
    }

    public bool Enabled => _duration.Enabled;

    public void Record(double seconds, string method, string scheme, string route, int status, string function, string? errorCode)
    {
        var tags = new TagList
        {
            { "http.request.method", method },
            { "url.scheme", scheme },
            { "http.route", route },
            { "http.response.status_code", status },
            { "faas.name", function },
        };
        if (errorCode is not null)
        {
            tags.Add("error.type", errorCode);
        }

        _duration.Record(seconds, tags);
    }
}
