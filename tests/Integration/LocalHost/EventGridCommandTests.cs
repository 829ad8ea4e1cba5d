using System.Net;
using System.Net.Http.Json;
using Azure;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Integration.EventGrid;
using Support;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class EventGridCommandTests : IDisposable
{
    private static readonly string Key = Convert.ToBase64String("the key of the topic"u8);

    private readonly string _data = Directory.CreateTempSubdirectory("virga-eventgrid").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_is_published_to_the_port_is_forwarded_once_the_receiver_is_there()
    {
        await using var receiver = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = "*";
            return Task.CompletedTask;
        });
        await using var server = await StartAsync(new Uri(receiver.Uri, "runtime/webhooks/EventGrid?functionName=DeliverEvents"));
        var client = new EventGridPublisherClient(new Uri(server.Address, "virga/api/events"), new AzureKeyCredential(Key));

        await client.SendEventAsync(new CloudEvent("/s", "t", new { name = "Tom" }) { Id = "1" }, Token);

        await Eventually.True(() => receiver.Calls.Any(call => call.Method == "POST"), "the event is forwarded", cancellationToken: Token);
        var call = receiver.Calls.Single(each => each.Method == "POST");
        Assert.Equal(("/runtime/webhooks/EventGrid", "DELIVEREVENTS", "0"), (call.Path, call.Headers["aeg-subscription-name"], call.Headers["aeg-delivery-count"]));
        Assert.Contains("\"Tom\"", call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_this_machine_s_user_may_ask_and_publishers_need_the_key()
    {
        await using var server = await StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("subscriptions"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("subscriptions", ("Host", "evil.test")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("subscriptions", ("Origin", "https://evil.test")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("subscriptions", ("X-Forwarded-For", "10.0.0.1")));
        using var unsigned = await http.PostAsJsonAsync(new Uri("virga/api/events?api-version=2018-01-01", UriKind.Relative), Array.Empty<object>(), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);

        async Task<HttpStatusCode> StatusAsync(string path, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await http.SendAsync(request, Token);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task The_command_says_what_to_configure_and_ends_cleanly()
    {
        using var grid = AppProcess.Start(_data, "eventgrid", "--port", "0", "--forward", "http://127.0.0.1:1/runtime/webhooks/EventGrid?functionName=Deliver");
        await grid.SaysAsync("Event Grid on http://localhost:");
        await grid.SaysAsync("/virga/api/events");
        await grid.SaysAsync("EventGrid__AccessKey=");
        await grid.SaysAsync("Subscription Deliver: ");

        // The app's own data stay free for the app.
        using var cosmos = AppProcess.Start(_data, "cosmos", "--port", "0");
        await cosmos.SaysAsync("Cosmos DB on ");
        cosmos.Interrupt();
        grid.Interrupt();

        Assert.Equal((0, 0), (await cosmos.ExitAsync(), await grid.ExitAsync()));
        Assert.True(File.Exists(Path.Combine(_data, "eventgrid", "eventgrid.key")));
    }

    [Theory]
    [InlineData("'nonsense' is no http(s) URL to forward to.", "--forward", "nonsense")]
    [InlineData("The key is not base64.", "--key", "no-base64!")]
    [InlineData("70000 is no port.", "--port", "70000")]
    [InlineData("give one of them", "--memory", "--data", "x")]
    public async Task A_wrong_option_is_told(string text, params string[] args)
    {
        using var grid = AppProcess.Start(_data, ["eventgrid", .. args]);

        Assert.Equal(1, await grid.ExitAsync());
        await grid.SaysAsync(text);
    }

    [Fact]
    public async Task The_filter_of_a_policy_is_printed_and_what_is_no_policy_is_told()
    {
        using var filter = AppProcess.Start(_data, "eventgrid", "filter", """{"price":[{"numeric":[">",100]}],"city":["oslo"],"lines":{"sku":["x"]}}""", "--plain", "price", "--plain", "city");
        using var wrong = AppProcess.Start(_data, "eventgrid", "filter", """{"price":100}""", "--plain", "price");

        Assert.Equal((0, 1), (await filter.ExitAsync(), await wrong.ExitAsync()));
        await filter.SaysAsync("""{"enableAdvancedFilteringOnArrays":true,"advancedFilters":[{"operatorType":"NumberGreaterThanOrEquals","key":"data.price","value":100},{"operatorType":"StringIn","key":"data.city","values":["oslo"]}]}""");
        await wrong.SaysAsync("must be an object or an array");
    }

    [Fact]
    public async Task A_busy_port_is_told_in_one_line()
    {
        using var listener = Loopback.Hold(out var port);
        using var grid = AppProcess.Start(_data, "eventgrid", "--memory", "--port", $"{port}");

        Assert.Equal(1, await grid.ExitAsync());
        await Eventually.True(() => grid.Text == $"Port {port} is in use. Stop what uses it, or take another: --port 7073", "the line, but there is: " + grid.Text, cancellationToken: Token);
    }

    private static Task<EventGridServer> StartAsync(params Uri[] forwards) =>
        EventGridServer.StartAsync(new EventGridServerOptions { Port = 0, DataSource = ":memory:", Key = Key, Forwards = forwards }, TimeProvider.System, Token);
}
