using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.Time.Testing;
using Virga.EventGrid;

namespace Integration.EventGrid;

public sealed class PublishTests
{
    private const string Batch = "application/cloudevents-batch+json";
    private const string Good = """[{"specversion":"1.0","id":"1","source":"/tests","type":"T"}]""";

    [Fact]
    public async Task The_SDK_publishes_with_the_key()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("all", grid.Recorder()));

        var response = await grid.Client().SendEventAsync(Grid.Event("1"), TestContext.Current.CancellationToken);

        Assert.Equal(200, response.Status);
        Assert.Equal(1, await grid.Queue.CountAsync("eventgrid-all", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_as_the_service_does()
    {
        await using var grid = new Grid();

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => grid.Client(key: Convert.ToBase64String("another"u8)).SendEventAsync(Grid.Event("1"), TestContext.Current.CancellationToken));

        Assert.Equal(401, error.Status);
        Assert.Equal("Unauthorized", error.ErrorCode);
    }

    [Theory]
    [InlineData("X-None", "of the three")]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz")]
    [InlineData("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("Authorization", "anything")]
    [InlineData("Authorization", "SharedAccessSignature r=x&e=y&s=z")]
    [InlineData("aeg-sas-token", "")]
    [InlineData("aeg-sas-key", "")]
    public async Task No_header_is_accepted_blindly(string header, string value)
    {
        await using var grid = new Grid();

        var (status, _) = await SendAsync(grid, Good, header: (header, value));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task A_bad_credential_is_refused_beside_a_good_one()
    {
        await using var grid = new Grid();
        using var request = Request(Good, Batch, ("aeg-sas-key", Grid.Key));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer x");
        using var client = new HttpMessageInvoker(grid.Local.CreateHandler());

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_bearer_token_is_accepted_when_the_configured_check_says_so()
    {
        await using var grid = new Grid(options => options.AcceptBearer = (token, _) => ValueTask.FromResult(token == "good"));

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(grid, Good, header: ("Authorization", "Bearer good"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(grid, Good, header: ("Authorization", "Bearer bad"))).Status);
    }

    [Theory]
    [InlineData("https://virga.localhost/virga/api/events", 5, HttpStatusCode.OK)]
    [InlineData("https://virga.localhost/virga/api/events", -5, HttpStatusCode.Unauthorized)]
    [InlineData("https://virga.localhost/other/api/events", 5, HttpStatusCode.Unauthorized)]
    public async Task A_SAS_token_is_good_for_its_resource_and_time(string resource, int minutes, HttpStatusCode expected)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        await using var grid = new Grid(time: time);
        var token = Sas(resource, time.GetUtcNow().AddMinutes(minutes), Grid.Key);

        Assert.Equal(expected, (await SendAsync(grid, Good, header: ("aeg-sas-token", token))).Status);
        Assert.Equal(expected, (await SendAsync(grid, Good, header: ("Authorization", $"SharedAccessSignature {token}"))).Status);
    }

    [Fact]
    public async Task A_SAS_token_made_with_another_key_or_changed_later_is_refused()
    {
        await using var grid = new Grid();
        var expiry = grid.Time.GetUtcNow().AddMinutes(5);
        var forged = Sas(Grid.Endpoint.ToString(), expiry, Convert.ToBase64String("another"u8));
        var changed = Sas(Grid.Endpoint.ToString(), expiry, Grid.Key).Replace("&s=", "0&s=", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(grid, Good, header: ("aeg-sas-token", forged))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(grid, Good, header: ("aeg-sas-token", changed))).Status);
    }

    [Theory]
    [InlineData("GET", "/virga/api/events?api-version=2018-01-01", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/nothing/api/events?api-version=2018-01-01", HttpStatusCode.NotFound)]
    [InlineData("POST", "/virga/api/elsewhere?api-version=2018-01-01", HttpStatusCode.NotFound)]
    [InlineData("POST", "/virga/api/events", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/virga/api/events?api-version=2020-06-01", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/VIRGA/api/events?api-version=2018-01-01", HttpStatusCode.OK)]
    public async Task A_wrong_method_path_or_version_has_its_own_answer(string method, string path, HttpStatusCode expected)
    {
        await using var grid = new Grid();

        Assert.Equal(expected, (await SendAsync(grid, Good, method: method, path: path)).Status);
    }

    [Theory]
    [InlineData("application/cloudevents+json", """{"specversion":"1.0","id":"1","source":"/tests","type":"T"}""", HttpStatusCode.OK)]
    [InlineData("application/cloudevents+json; charset=utf-8", """{"specversion":"1.0","id":"1","source":"/tests","type":"T"}""", HttpStatusCode.OK)]
    [InlineData("application/cloudevents-batch+json", "[]", HttpStatusCode.OK)]
    [InlineData("application/cloudevents+json", Good, HttpStatusCode.BadRequest)]
    [InlineData("application/json", Good, HttpStatusCode.BadRequest)]
    [InlineData("application/cloudevents+json; charset=utf-16", """{}""", HttpStatusCode.BadRequest)]
    [InlineData("application/cloudevents-batch+json", "[", HttpStatusCode.BadRequest)]
    [InlineData("application/cloudevents-batch+json", """[{"specversion":"1.0","id":"1","id":"2","source":"/tests","type":"T"}]""", HttpStatusCode.BadRequest)]
    [InlineData("application/cloudevents-batch+json", "[1]", HttpStatusCode.BadRequest)]
    [InlineData("application/cloudevents-batch+json", """[{"specversion":"1.0","id":"\ud800","source":"/tests","type":"T"}]""", HttpStatusCode.BadRequest)]
    [InlineData("application/cloudevents-batch+json", """[{"specversion":"1.0","id":"1","source":"/tests","type":"T","data":"\ud800"}]""", HttpStatusCode.BadRequest)]
    public async Task The_body_must_be_what_the_content_type_says(string contentType, string body, HttpStatusCode expected)
    {
        await using var grid = new Grid();

        Assert.Equal(expected, (await SendAsync(grid, body, contentType)).Status);
    }

    [Fact]
    public async Task Every_fault_of_every_event_is_named_and_nothing_is_accepted()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("all", grid.Recorder()));
        const string Body = """
            [{"specversion":"1.0","id":"1","source":"/tests","type":"T"},
             {"specversion":"0.3","id":"","source":"/tests","type":5,"time":"yesterday","Upper":"x","nested":{},"data":1,"data_base64":"%"}]
            """;

        var (status, answer) = await SendAsync(grid, Body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var details = JsonDocument.Parse(answer).RootElement.GetProperty("error").GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("message").GetString()!).ToList();
        Assert.All(
            (string[])["[1].id:", "[1].type:", "[1].specversion:", "[1].time:", "[1].Upper:", "[1].nested:", "[1].data_base64: must not", "[1].data_base64: must be base64"],
            expected => Assert.Contains(details, detail => detail.StartsWith(expected, StringComparison.Ordinal)));
        Assert.Equal(8, details.Count);
        Assert.Empty(grid.Queue.Names);
    }

    [Theory]
    [InlineData(1_048_000, 1, HttpStatusCode.OK)]
    [InlineData(1_049_000, 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(700_000, 2, HttpStatusCode.OK)]
    [InlineData(800_000, 2, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Events_and_requests_have_the_measured_limits(int bytes, int count, HttpStatusCode expected)
    {
        await using var grid = new Grid();
        var text = new string('x', bytes - 80);
        var body = $"[{string.Join(',', Enumerable.Range(0, count).Select(id => $$"""{"specversion":"1.0","id":"{{id}}","source":"/tests","type":"T","data":"{{text}}"}"""))}]";

        Assert.Equal(expected, (await SendAsync(grid, body)).Status);
    }

    [Fact]
    public async Task A_topic_of_Event_Grids_schema_takes_that_and_no_other()
    {
        await using var grid = new Grid(options => options.Topics = [new("virga"), new("legacy", EventGridSchema.EventGrid)]);
        grid.Local.Subscribe(new LocalSubscription("converted", grid.Recorder()) { Topic = "legacy" });
        grid.Local.Start();

        await grid.Client("legacy").SendEventAsync(new EventGridEvent("cats/1", "Cat.Adopted", "1.0", new { name = "Tom" }) { Id = "e-1" }, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => grid.Client("legacy").SendEventAsync(Grid.Event("1"), TestContext.Current.CancellationToken));
        var faults = await SendAsync(grid, """[{"id":"1","metadataVersion":"2","topic":"/elsewhere"}]""", "application/json", path: "/legacy/api/events?api-version=2018-01-01");

        await Grid.Until(() => grid.Received.Count == 1, "the event is delivered as a CloudEvent");
        var received = grid.Received.Single();
        Assert.Equal("e-1", received.GetProperty("id").GetString());
        Assert.Equal("/topics/legacy", received.GetProperty("source").GetString());
        Assert.Equal("Cat.Adopted", received.GetProperty("type").GetString());
        Assert.Equal("Tom", received.GetProperty("data").GetProperty("name").GetString());
        Assert.Equal(400, refused.Status);
        Assert.Equal(HttpStatusCode.BadRequest, faults.Status);
        Assert.All((string[])["subject", "eventType", "eventTime", "metadataVersion", "topic"], name => Assert.Contains($"[0].{name}:", faults.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_accepted()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("all", grid.Recorder()));
        grid.Queue.IsBroken = true;

        var error = await Assert.ThrowsAsync<RequestFailedException>(() => grid.PublishAsync(Grid.Event("1")));

        Assert.Equal(503, error.Status);
    }

    private static string Sas(string resource, DateTimeOffset expiry, string key)
    {
        var signed = $"r={WebUtility.UrlEncode(resource)}&e={WebUtility.UrlEncode(expiry.UtcDateTime.ToString("M/d/yyyy h:mm:ss tt +00:00", CultureInfo.InvariantCulture))}";
        return $"{signed}&s={WebUtility.UrlEncode(Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(signed))))}";
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        Grid grid, string body, string contentType = Batch, string method = "POST", string path = "/virga/api/events?api-version=2018-01-01", (string, string)? header = null)
    {
        using var request = Request(body, contentType, header ?? ("aeg-sas-key", Grid.Key), method, path);
        using var client = new HttpMessageInvoker(grid.Local.CreateHandler());
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static HttpRequestMessage Request(string body, string contentType, (string Name, string Value) header, string method = "POST", string path = "/virga/api/events?api-version=2018-01-01")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Grid.Endpoint, path)) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return request;
    }
}
