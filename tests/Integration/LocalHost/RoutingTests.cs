using System.Net;
using Microsoft.AspNetCore.Http;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class RoutingTests
{
    [Fact]
    public async Task The_first_function_by_name_takes_the_request_even_when_another_fits_better()
    {
        await using var host = await TestHost.StartAsync(typeof(Products));

        Assert.Equal("Details list", await host.Client.GetStringAsync("/api/products/list", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Names_are_ordered_whatever_their_case()
    {
        await using var host = await TestHost.StartAsync(typeof(Cased));

        Assert.Equal("alpha", await host.Client.GetStringAsync("/api/same", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_constraint_that_does_not_hold_lets_the_next_function_try()
    {
        await using var host = await TestHost.StartAsync(typeof(Constrained));

        Assert.Equal("number 7", await host.Client.GetStringAsync("/api/things/7", TestContext.Current.CancellationToken));
        Assert.Equal("word abc", await host.Client.GetStringAsync("/api/things/abc", TestContext.Current.CancellationToken));
        Assert.Equal("word toolong", await host.Client.GetStringAsync("/api/things/toolong", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_catch_all_takes_what_is_left_and_optional_segments_may_miss()
    {
        await using var host = await TestHost.StartAsync(typeof(CatchAll), typeof(Optional));

        Assert.Equal("rest a/b/c", await host.Client.GetStringAsync("/api/a/b/c", TestContext.Current.CancellationToken));
        Assert.Equal("rest ", await host.Client.GetStringAsync("/api", TestContext.Current.CancellationToken));
        Assert.Equal("page none", await host.Client.GetStringAsync("/api/pages", TestContext.Current.CancellationToken));
        Assert.Equal("page 2", await host.Client.GetStringAsync("/api/pages/2", TestContext.Current.CancellationToken));
        Assert.Equal("rest pages/2/3", await host.Client.GetStringAsync("/api/pages/2/3", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "/api/nowhere")]
    [InlineData("GET", "/products/list")]
    [InlineData("GET", "/api/products")]
    [InlineData("GET", "/api/products//")]
    [InlineData("POST", "/api/products/list")]
    [InlineData("HEAD", "/api/products/list")]
    [InlineData("OPTIONS", "/api/products/list")]
    public async Task What_no_function_takes_is_answered_404_with_an_empty_body(string method, string path)
    {
        await using var host = await TestHost.StartAsync(typeof(Products));

        using var response = await host.Client.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/PRODUCTS/list")]
    [InlineData("/API/products/list/")]
    public async Task Case_and_a_slash_at_the_end_do_not_matter(string path)
    {
        await using var host = await TestHost.StartAsync(typeof(Products));

        Assert.Equal("Details list", await host.Client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_function_without_a_route_answers_at_its_name_and_without_methods_to_any()
    {
        await using var host = await TestHost.StartAsync(typeof(Plain));

        using var response = await host.Client.SendAsync(new(HttpMethod.Patch, "/api/Plain"), TestContext.Current.CancellationToken);

        Assert.Equal("plain PATCH", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Host_json_sets_the_prefix_and_a_setting_overrides_it()
    {
        await using var host = await TestHost.StartAsync(["AzureFunctionsJobHost:extensions:http:routePrefix="], typeof(Plain));

        Assert.Equal("plain GET", await host.Client.GetStringAsync("/Plain", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Paths_of_more_segments_than_usual_still_reach_a_catch_all()
    {
        await using var host = await TestHost.StartAsync(typeof(CatchAll));
        var path = string.Join('/', Enumerable.Repeat("x", 50));

        Assert.Equal("rest " + path, await host.Client.GetStringAsync("/api/" + path, TestContext.Current.CancellationToken));
    }

    public static class Products
    {
        [Function("List")]
        public static string List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "products/list")] HttpRequest request) => "List";

        [Function("Details")]
        public static string Details([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "products/{id}")] HttpRequest request, string id) => "Details " + id;
    }

    public static class Cased
    {
        [Function("Beta")]
        public static string Beta([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same")] HttpRequest request) => "beta";

        [Function("alpha")]
        public static string Alpha([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same")] HttpRequest request) => "alpha";
    }

    public static class Constrained
    {
        [Function("ANumber")]
        public static string ByNumber([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id:int:range(1,99)}")] HttpRequest request, int id) => $"number {id}";

        [Function("BWord")]
        public static string ByWord([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{word:alpha}")] HttpRequest request, string word) => "word " + word;
    }

    public static class CatchAll
    {
        [Function("zz_rest")]
        public static string Rest([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, string? path) => "rest " + path;
    }

    public static class Optional
    {
        [Function("Page")]
        public static string Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/{number:int?}")] HttpRequest request, int? number) =>
            "page " + (number?.ToString() ?? "none");
    }

    public static class Plain
    {
        [Function("Plain")]
        public static string Run([HttpTrigger] HttpRequest request) => "plain " + request.Method;
    }
}
