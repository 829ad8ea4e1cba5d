using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure;
using Azure.Core.Pipeline;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Virga.EventGrid;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class EventGridTests
{
    private const string CloudEventJson = """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"name":"Tom"}}""";
    private const string GridEventJson = """[{"id":"1","subject":"s","eventType":"t","eventTime":"2026-11-23T10:00:00Z","dataVersion":"1","data":{"name":"Tom"}}]""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_published_to_the_local_topic_reaches_every_event_grid_function()
    {
        var seen = new QueueTests.Seen();
        await using var host = await StartAsync(seen, typeof(Takers));
        var options = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<EventGridOptions>>().Value;
        var client = new EventGridPublisherClient(
            options.TopicEndpoint, new AzureKeyCredential(options.AccessKey!), new EventGridPublisherClientOptions { Transport = new HttpClientTransport(options.Handler!) });

        await client.SendEventAsync(new CloudEvent("/s", "t", new { name = "Tom" }) { Id = "1" }, Token);

        await Eventually.True(() => seen.Count == 4, "four functions", cancellationToken: Token);
        Assert.Equal(["batch 1", "cloud 1", "own t Tom", "text True"], seen.Sorted);
    }

    [Fact]
    public async Task The_webhook_takes_cloud_events_one_by_one_and_batches_whole()
    {
        var seen = new QueueTests.Seen();
        await using var host = await StartAsync(seen, typeof(Takers));

        using var one = await PostAsync(host, "TakeCloud", CloudEventJson, "application/cloudevents+json");
        using var several = await PostAsync(host, "TakeBatch", $"[{CloudEventJson},{CloudEventJson}]", "application/cloudevents-batch+json");

        Assert.Equal(HttpStatusCode.Accepted, one.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, several.StatusCode);
        Assert.Equal(["batch 1,1", "cloud 1"], seen.Sorted);
    }

    [Fact]
    public async Task The_webhook_takes_event_grids_own_schema_and_tells_of_failures()
    {
        var seen = new QueueTests.Seen();
        await using var host = await StartAsync(seen, typeof(GridTaker));

        using var taken = await PostAsync(host, "TakeGrid", GridEventJson, "application/json");
        using var failed = await PostAsync(host, "FailGrid", GridEventJson, "application/json");
        using var malformed = await PostAsync(host, "TakeGrid", "{", "application/json");
        using var nobody = await PostAsync(host, "Nobody", GridEventJson, "application/json");
        using var unknown = await PostAsync(host, "TakeGrid", GridEventJson, "application/json", "SubscriptionDeletion");
        using var untyped = await host.Client.PostAsync(Url("TakeGrid"), new StringContent(GridEventJson, Encoding.UTF8, "application/json"), Token);

        Assert.Equal(
            [HttpStatusCode.Accepted, HttpStatusCode.InternalServerError, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest],
            [taken.StatusCode, failed.StatusCode, malformed.StatusCode, nobody.StatusCode, unknown.StatusCode, untyped.StatusCode]);
        Assert.Equal(["grid t"], seen.Sorted);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task Text_that_is_no_event_is_refused_by_its_format(string text)
    {
        await using var host = await StartAsync(new QueueTests.Seen(), typeof(GridTaker));

        await Assert.ThrowsAsync<FormatException>(() => host.Invoker.InvokeAsync("TakeGrid", text, Token));
    }

    [Fact]
    public async Task Both_handshakes_are_answered()
    {
        await using var host = await StartAsync(new QueueTests.Seen(), typeof(Takers));
        using var options = new HttpRequestMessage(HttpMethod.Options, Url("TakeCloud")) { Headers = { { "WebHook-Request-Origin", "eventgrid.azure.net" } } };
        var validation = """[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"abc"}}]""";

        using var allowed = await host.Client.SendAsync(options, Token);
        using var validated = await PostAsync(host, "TakeCloud", validation, "application/json", "SubscriptionValidation");

        Assert.Equal("eventgrid.azure.net", allowed.Headers.GetValues("WebHook-Allowed-Origin").Single());
        Assert.Equal("""{"validationResponse":"abc"}""", await validated.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task An_invoker_gives_events_as_they_are_or_as_json()
    {
        var seen = new QueueTests.Seen();
        await using var host = await StartAsync(seen, typeof(Takers));

        await host.Invoker.InvokeAsync("TakeCloud", new CloudEvent("/s", "t", null) { Id = "own" }, Token);
        await host.Invoker.InvokeAsync("TakeCloud", CloudEventJson, Token);
        await host.Invoker.InvokeAsync("TakeBatch", new[] { new CloudEvent("/s", "t", null) { Id = "a" } }, Token);
        await host.Invoker.InvokeAsync("TakeOwn", new CloudEvent("/s", "made", new { name = "Kit" }), Token);

        Assert.Equal(["batch a", "cloud 1", "cloud own", "own made Kit"], seen.Sorted);
    }

    [Theory]
    [InlineData("f", "function-f")]
    [InlineData("DeliverEvents", "DeliverEvents")]
    public void A_subscription_has_its_functions_name(string function, string expected) => Assert.Equal(expected, LocalEventGridSetup.SubscriptionName(function));

    [Fact]
    public void A_long_functions_subscription_has_a_name_of_allowed_length() => Assert.Equal(64, LocalEventGridSetup.SubscriptionName(new string('x', 128)).Length);

    private static string Url(string function) => "/runtime/webhooks/EventGrid?functionName=" + function;

    private static Task<TestHost> StartAsync(QueueTests.Seen seen, Type functions) => TestHost.StartAsync(builder =>
    {
        builder.Services.AddSingleton(seen);
        builder.Services.AddVirgaEventGrid();
    }, functions);

    private static async Task<HttpResponseMessage> PostAsync(TestHost host, string function, string body, string contentType, string eventType = "Notification")
    {
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        content.Headers.Add("aeg-event-type", eventType);
        return await host.Client.PostAsync(Url(function), content, Token);
    }

    public sealed record Own(string Type, Data Data);

    public sealed record Data(string Name);

    public sealed class Takers(QueueTests.Seen seen)
    {
        [Function("TakeCloud")]
        public void Cloud([EventGridTrigger] CloudEvent cloudEvent) => seen.Add("cloud " + cloudEvent.Id);

        [Function("TakeBatch")]
        public void Batch([EventGridTrigger(IsBatched = true)] CloudEvent[] events) => seen.Add("batch " + string.Join(',', events.Select(e => e.Id)));

        [Function("TakeText")]
        public void Text([EventGridTrigger] string json) => seen.Add("text " + json.StartsWith('{'));

        [Function("TakeOwn")]
        public void Mine([EventGridTrigger] Own own) => seen.Add($"own {own.Type} {own.Data.Name}");
    }

    public sealed class GridTaker(QueueTests.Seen seen)
    {
        [Function("TakeGrid")]
        public void Take([EventGridTrigger] EventGridEvent gridEvent) => seen.Add("grid " + gridEvent.EventType);

        [Function("FailGrid")]
        public void Fail([EventGridTrigger] EventGridEvent gridEvent) => throw new InvalidOperationException("broken");
    }
}
