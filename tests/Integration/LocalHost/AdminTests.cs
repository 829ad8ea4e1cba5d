using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class AdminTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_function_is_started_by_hand_with_an_input()
    {
        var seen = new QueueTests.Seen();
        await using var host = await TestHost.StartAsync(builder => builder.Services.AddSingleton(seen), typeof(QueueTests.Takers));

        using var response = await host.Client.PostAsJsonAsync("/admin/functions/taketext", new { input = "by hand" }, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.True(() => seen.Count == 1, "the invocation", cancellationToken: Token);
        Assert.Equal("text by hand 0", seen.Sorted.Single());
    }

    [Theory]
    [InlineData("TakeText", "{", HttpStatusCode.BadRequest)]
    [InlineData("TakeText", "[]", HttpStatusCode.BadRequest)]
    [InlineData("Nobody", "{}", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_started_is_told(string function, string body, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync(builder => builder.Services.AddSingleton(new QueueTests.Seen()), typeof(QueueTests.Takers));

        using var response = await host.Client.PostAsync("/admin/functions/" + function, new StringContent(body), Token);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_functions_and_the_hosts_status_are_listed()
    {
        await using var host = await TestHost.StartAsync(typeof(Hello));

        var functions = await host.Client.GetFromJsonAsync<JsonElement>("/admin/functions", Token);
        var one = await host.Client.GetFromJsonAsync<JsonElement>("/admin/functions/hello", Token);
        var status = await host.Client.GetFromJsonAsync<JsonElement>("/admin/host/status", Token);

        Assert.Equal("Hello", functions[0].GetProperty("name").GetString());
        Assert.Equal("http://localhost/api/hello/{name}", one.GetProperty("invoke_url_template").GetString());
        Assert.Equal("httpTrigger", one.GetProperty("config").GetProperty("bindings")[0].GetProperty("type").GetString());
        Assert.Equal("Running", status.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("/admin/functions")]
    [InlineData("/admin/host/status")]
    [InlineData("/runtime/webhooks/EventGrid?functionName=x")]
    [InlineData("/_eventgrid/virga/api/events")]
    public async Task Outside_development_these_endpoints_do_not_exist(string path)
    {
        await using var host = await TestHost.StartAsync(["environment=Production"], typeof(Hello));

        using var response = await host.Client.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task In_development_a_foreign_host_header_or_origin_is_refused()
    {
        await using var host = await TestHost.StartAsync(typeof(Hello));
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/admin/functions") { Headers = { Host = "evil.example" } };
        using var crossSite = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/Hello") { Headers = { { "Origin", "http://evil.example" } } };

        using var first = await host.Client.SendAsync(rebound, Token);
        using var second = await host.Client.SendAsync(crossSite, Token);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [first.StatusCode, second.StatusCode]);
    }

    public static class Hello
    {
        [Function("Hello")]
        public static string Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "hello/{name}")] HttpRequest request, string name) => "hello " + name;
    }
}
