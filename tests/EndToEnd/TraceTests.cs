using System.Diagnostics;
using Support;

namespace EndToEnd;

public sealed class TraceTests
{
    [Fact]
    public async Task One_trace_goes_from_the_request_through_the_store_the_outbox_and_Event_Grid_to_the_handlers()
    {
        await using var collector = await TraceCollector.StartAsync();
        using var data = new DataDirectory();
        await using var app = await AppProcess.StartAsync(data.Path, Loopback.FreePort(), new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        }, TestContext.Current.CancellationToken);
        using var api = new Api(app.BaseAddress, await RunningApp.TokenAsync(data.Path));
        var shelter = new Shelter(api, RunningApp.NewShelter());
        var cat = await shelter.TakeInAsync();
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        var adopted = (await api.PostAsync($"{shelter.Cats}/{cat}/adoption", """{"adopter":"Ann"}""", ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01"))).Expect(200);
        await shelter.AdoptionOfAsync(cat);

        Assert.Equal(trace, Assert.Single(adopted.Headers.GetValues("traceresponse")).Split('-')[1]);
        string[] wanted = ["Virga.Gateway", "Virga.Cosmos", "Virga.Notifications", "Virga.EventGrid", "Virga.LocalHost"];
        await Eventually.True(
            () => Task.FromResult(wanted.All(collector.ScopesOf(trace).Contains) && collector.NamesOf(trace).Contains("notification dispatch") && collector.HasMetrics),
            $"the trace has spans of {string.Join(", ", wanted)}",
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
    }
}
