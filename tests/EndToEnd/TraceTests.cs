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
        Assert.Equal(["POST api/shelters/{shelterId}/cats/{id}/adoption"], collector.NamesOf(trace, "Microsoft.AspNetCore"));
    }

    [Fact]
    public async Task Application_Insights_is_told_of_requests_by_their_routes_of_metrics_and_of_the_log()
    {
        await using var insights = await InsightsCollector.StartAsync();
        using var data = new DataDirectory();
        await using var app = await AppProcess.StartAsync(data.Path, Loopback.FreePort(), new Dictionary<string, string>
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = insights.ConnectionString,
        }, TestContext.Current.CancellationToken);
        using var api = new Api(app.BaseAddress, await RunningApp.TokenAsync(data.Path));

        await new Shelter(api, RunningApp.NewShelter()).TakeInAsync();
        await app.InterruptAsync(TestContext.Current.CancellationToken); // which sends what is left: metrics would go once a minute

        Assert.Contains("POST api/shelters/{shelterId}/cats", insights.Requests);
        Assert.DoesNotContain(insights.Requests, name => name.Contains("/api/shelters/", StringComparison.Ordinal));
        Assert.Contains("http.server.request.duration", insights.Metrics);
        Assert.Contains(insights.Messages, message => message.StartsWith("POST api/shelters/{shelterId}/cats answered 201", StringComparison.Ordinal));
    }
}
