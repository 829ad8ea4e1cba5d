using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class MetricsTests : IAsyncLifetime
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Cached", "get head", "cached", [AllowAnonymous, CacheFor(60, Server = true)] (context) => "kept"),
        TestFunction.Of("Closed", "get head", "closed", [RequireScope("read")] (context) => "never"),
        TestFunction.Of("Echo", "post", "echo", [AllowAnonymous] async (context) => (object?)await context.Request.ReadObjectAsync(context.RequestAborted)),
        TestFunction.Of("Few", "get head", "few", [AllowAnonymous, Throttle("few")] (context) => "ok"),
        TestFunction.Of("Refuse", "post", "refuse/{id}", [AllowAnonymous] (context) => throw new GatewayException(409, "no", "No.")),
    ];

    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly MeterListener _listener = new();
    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(Functions, services => services.Configure<ThrottlingOptions>(options => options.Policy("few", 0.001, 1)));
        var meters = _gateway.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests' gateways have the same meter, made by a factory of theirs.
            if (instrument.Meter.Name == GatewayTelemetry.Name && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Each_request_is_measured_by_route_and_status()
    {
        using var response = await _gateway.SendAsync("POST", "/api/refuse/7");

        var tags = _measured.Single(measured => measured.Name == "http.server.request.duration").Tags;
        Assert.Equal("api/refuse/{id}", tags["http.route"]);
        Assert.Equal("POST", tags["http.request.method"]);
        Assert.Equal(409, tags["http.response.status_code"]);
        Assert.Equal("no", tags["error.type"]);
        Assert.Equal("Refuse", tags["faas.name"]);
    }

    [Fact]
    public async Task The_functions_own_time_and_the_bytes_are_measured()
    {
        using var response = await _gateway.SendAsync("POST", "/api/echo", Answers.Body("""{"a":1}"""));
        using var closed = await _gateway.SendAsync("GET", "/api/closed");

        Assert.Equal("api/echo", _measured.Single(measured => measured.Name == "virga.gateway.integration.duration").Tags["http.route"]);
        Assert.Equal(["api/echo request 7", "api/echo response 7"], Counted("virga.gateway.data_processed", "network.io.direction").Where(counted => counted.StartsWith("api/echo", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_refused_and_what_the_cache_has_are_counted()
    {
        foreach (var path in (string[])["closed", "few", "few", "cached", "cached"])
        {
            using var response = await _gateway.SendAsync("GET", "/api/" + path);
        }

        Assert.Equal(["api/closed unauthenticated 1"], Counted("virga.gateway.denied", "error.type"));
        Assert.Equal(["api/few throttled 1"], Counted("virga.gateway.throttled", "error.type"));
        Assert.Equal(["api/cached miss 1", "api/cached hit 1"], Counted("virga.gateway.cache", "virga.cache.result"));
    }

    private IEnumerable<string> Counted(string name, string tag) =>
        _measured.Where(measured => measured.Name == name).Select(measured => $"{measured.Tags["http.route"]} {measured.Tags[tag]} {measured.Value}");

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
}
