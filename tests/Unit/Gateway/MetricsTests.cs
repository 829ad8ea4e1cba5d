using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Authorization;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class MetricsTests
{
    [Fact]
    public async Task Each_request_is_measured_by_route_and_status()
    {
        var measured = new ConcurrentQueue<Dictionary<string, object?>>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Name: "http.server.request.duration", Meter.Name: GatewayTelemetry.Name })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => measured.Enqueue(tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
        listener.Start();
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("RefuseMeasured", "post", "refuse/{id}", [AllowAnonymous] (context) => throw new GatewayException(409, "no", "No."))]);

        using var response = await gateway.SendAsync("POST", "/api/refuse/7");

        var own = measured.Single(tags => (string?)tags["faas.name"] == "RefuseMeasured");
        Assert.Equal("api/refuse/{id}", own["http.route"]);
        Assert.Equal("POST", own["http.request.method"]);
        Assert.Equal(409, own["http.response.status_code"]);
        Assert.Equal("no", own["error.type"]);
    }
}
