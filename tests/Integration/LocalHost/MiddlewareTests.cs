using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_runs_in_the_order_in_which_it_was_added()
    {
        var seen = new List<string>();
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(seen);
                builder.UseMiddleware<First>().UseMiddleware((_, next) => Around(seen, "second", next)).UseWhen(_ => false, (_, next) => Around(seen, "never", next));
                builder.UseWhen<Third>(context => context.FunctionDefinition.Name == "Text");
            },
            typeof(Results));

        await host.Client.GetStringAsync("/api/Text", TestContext.Current.CancellationToken);

        Assert.Equal(["first in", "second in", "third in", "third out", "second out", "first out"], seen);
    }

    [Fact]
    public async Task A_result_left_in_place_is_executed_after_the_middleware_has_returned()
    {
        var started = true;
        await using var host = await TestHost.StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                await next();
                started = context.GetHttpContext()!.Response.HasStarted;
                Assert.IsAssignableFrom<IResult>(context.GetInvocationResult().Value);
            }),
            typeof(Results));

        using var response = await host.Client.GetAsync("/api/Created", TestContext.Current.CancellationToken);

        Assert.False(started);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Middleware_can_replace_the_result_and_use_it_up()
    {
        await using var host = await TestHost.StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                await next();
                var result = context.GetInvocationResult();
                result.Value = context.FunctionDefinition.Name == "Text" ? Microsoft.AspNetCore.Http.Results.Text("replaced") : null;
            }),
            typeof(Results));

        Assert.Equal("replaced", await host.Client.GetStringAsync("/api/Text", TestContext.Current.CancellationToken));
        Assert.Equal("", await host.Client.GetStringAsync("/api/Created", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Text", 200, "text/plain", "text")]
    [InlineData("Object", 200, "application/json", """{"count":2}""")]
    [InlineData("Null", 200, null, "")]
    [InlineData("Nothing", 200, null, "")]
    [InlineData("Written", 202, "text/csv", "a,b")]
    [InlineData("Outputs", 201, null, "")]
    public async Task What_a_function_returns_becomes_the_response(string function, int status, string? contentType, string body)
    {
        await using var host = await TestHost.StartAsync(typeof(Results));

        using var response = await host.Client.GetAsync("/api/" + function, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_exception_that_escapes_is_answered_500_with_an_empty_body()
    {
        await using var host = await TestHost.StartAsync(typeof(Results));

        using var response = await host.Client.GetAsync("/api/Failing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.False(response.Headers.Contains("left"));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_exception_after_the_response_has_started_breaks_the_connection()
    {
        await using var host = await TestHost.StartAsync(typeof(Results));

        await Assert.ThrowsAnyAsync<Exception>(() => host.Client.GetStringAsync("/api/FailingLate", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_context_tells_of_the_function_the_request_and_the_route()
    {
        FunctionContext? seen = null;
        HttpRequestData? data = null;
        await using var host = await TestHost.StartAsync(
            builder => builder.UseMiddleware(async (context, next) =>
            {
                seen = context;
                context.Items["note"] = 1;
                context.Features.Set("feature");
                data = await context.GetHttpRequestDataAsync();
                Assert.Same(context.GetHttpContext(), context.Items["HttpRequestContext"]);
                Assert.Equal("7", context.GetHttpContext()!.Request.RouteValues["id"]);
                Assert.Equal("v", data!.Headers.GetValues("x-header").Single());
                Assert.Equal("1", data.Query["q"]);
                await next();
            }),
            typeof(Results));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/routed/7?q=1") { Headers = { { "x-header", "v" } } };

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("Routed", seen!.FunctionDefinition.Name);
        Assert.Equal("7", seen.BindingContext.BindingData["id"]);
        Assert.Equal("feature", seen.Features.Get<string>());
        Assert.Equal(1, seen.Items["note"]);
        Assert.Equal(("httpTrigger", BindingDirection.In), (seen.FunctionDefinition.InputBindings["request"].Type, seen.FunctionDefinition.InputBindings["request"].Direction));
        Assert.Equal("http", seen.FunctionDefinition.OutputBindings["$return"].Type);
        Assert.Equal("Integration.LocalHost.MiddlewareTests+Results.Routed", seen.FunctionDefinition.EntryPoint);
        Assert.True(Guid.TryParse(seen.InvocationId, out _));
        Assert.Equal(seen.FunctionDefinition.Id, seen.FunctionId);
    }

    private static async Task Around(List<string> seen, string name, Func<Task> next)
    {
        seen.Add(name + " in");
        await next();
        seen.Add(name + " out");
    }

    public sealed class First(List<string> seen) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Around(seen, "first", () => next(context));
    }

    public sealed class Third(List<string> seen) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Around(seen, "third", () => next(context));
    }

    public sealed record Counted(int Count);

    public sealed record Output([property: HttpResult] IResult Response, string Other);

    public static class Results
    {
        [Function("Text")]
        public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "text";

        [Function("Created")]
        public static IResult Created([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => TypedResults.Created("/somewhere");

        [Function("Object")]
        public static Task<Counted> Object([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult(new Counted(2));

        [Function("Null")]
        public static Task<Counted?> Null([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult<Counted?>(null);

        [Function("Nothing")]
        public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
        }

        [Function("Written")]
        public static async Task Written([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            request.HttpContext.Response.StatusCode = 202;
            request.HttpContext.Response.ContentType = "text/csv";
            await request.HttpContext.Response.WriteAsync("a,b");
        }

        [Function("Outputs")]
        public static Output Outputs([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new(TypedResults.Created("/x"), "other");

        [Function("Failing")]
        public static string Failing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["left"] = "over";
            throw new InvalidOperationException("broken");
        }

        [Function("FailingLate")]
        public static async Task FailingLate([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("begun");
            await request.HttpContext.Response.Body.FlushAsync();
            throw new InvalidOperationException("broken");
        }

        [Function("Routed")]
        public static void Routed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "routed/{id}")] HttpRequest request, string id)
        {
        }
    }
}
