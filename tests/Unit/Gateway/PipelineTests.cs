using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class PipelineTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Result", "get head", "result", [AllowAnonymous] (context) => Results.Text("hello")),
        TestFunction.Of("Plain", "get head", "plain/{id}", [AllowAnonymous] (context) => new { Id = context.Request.RouteValues["id"], Big = 1 }),
        TestFunction.Of("Text", "get head", "text", [AllowAnonymous] (context) => "hello"),
        TestFunction.Of("Action", "get head", "action", [AllowAnonymous] (context) => new StatusCodeResult(202)),
        TestFunction.Of("Nothing", "post", "nothing", [AllowAnonymous] (context) => { context.Response.StatusCode = 204; return (object?)null; }),
        TestFunction.Of("Missing", "get head", "missing", [AllowAnonymous] (context) => Results.NotFound()),
        TestFunction.Of("Forgotten", "get head", "forgotten", (context) => "secret"),
    ];

    [Fact]
    public async Task A_result_is_executed_inside_the_pipeline()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/result");

        Assert.Equal("hello", await response.TextAsync());
        Assert.NotEmpty(response.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task An_object_is_answered_as_JSON_with_its_length()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/plain/7");

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("""{"id":"7","big":1}""", await response.TextAsync());
        Assert.Equal(18, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_GET_and_no_body()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("HEAD", "/api/plain/7");

        Assert.Equal(18, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "/api/text", 200)]
    [InlineData("GET", "/api/action", 202)]
    [InlineData("POST", "/api/nothing", 204)]
    public async Task Text_action_results_and_nothing_are_answered(string method, string path, int status)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync(method, path);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_error_status_without_a_body_gets_problem_details()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/missing");

        await response.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_function_that_says_nothing_of_callers_is_closed_to_all()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/forgotten", token: gateway.Token("everything"));

        await response.ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");
    }

    [Fact]
    public async Task A_sane_request_id_of_the_client_is_kept_and_sent_back()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/result", headers: [("X-Request-Id", "abc-123")]);

        Assert.Equal("abc-123", response.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal("abc-123", gateway.Logs.Of("Virga.Gateway.Access").Single().Values["RequestId"]);
    }

    [Theory]
    [InlineData("has spaces in it")]
    [InlineData("<script>")]
    [InlineData("")]
    public async Task Another_request_id_is_replaced(string given)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/result", headers: [("X-Request-Id", given)]);

        Assert.NotEqual(given, response.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task A_request_id_longer_than_128_characters_is_replaced()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/result", headers: [("X-Request-Id", new string('a', 129))]);

        Assert.True(response.Headers.GetValues("X-Request-Id").Single().Length < 129);
    }

    [Fact]
    public async Task Each_request_makes_one_access_record()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/plain/7");

        var record = gateway.Logs.Of("Virga.Gateway.Access").Single();
        Assert.Equal(LogLevel.Information, record.Level);
        Assert.Equal("GET", record.Values["Method"]);
        Assert.Equal("api/plain/{id}", record.Values["Route"]);
        Assert.Equal(200, record.Values["Status"]);
        Assert.Equal(18L, record.Values["Bytes"]);
        Assert.Equal("Plain", record.Values["Function"]);
        Assert.Equal("-", record.Values["Principal"]);
        Assert.True(record.Values.ContainsKey("ElapsedMilliseconds"));
        Assert.True(record.Values.ContainsKey("TraceId"));
    }

    [Fact]
    public async Task The_log_tells_when_a_function_is_called_and_how_long_it_took()
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug)));

        using var response = await gateway.SendAsync("GET", "/api/plain/7", headers: [("X-Request-Id", "r-1")]);

        Assert.Equal(
            ["Function Plain is called, request r-1", "Function Plain took 0.0 ms, request r-1"],
            gateway.Logs.Of("Virga.Gateway").Where(entry => entry.Level == LogLevel.Debug).Select(entry => entry.Text));
    }

    [Fact]
    public async Task A_refused_request_is_in_the_access_log_too()
    {
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Closed", "post", "closed", [RequireScope("a")] (context) => "never")]);

        using var response = await gateway.SendAsync("POST", "/api/closed");

        var record = gateway.Logs.Of("Virga.Gateway.Access").Single();
        Assert.Equal(401, record.Values["Status"]);
        Assert.Equal("unauthenticated", record.Values["ErrorCode"]);
    }

    [Fact]
    public async Task The_pipeline_is_one_for_the_life_of_the_app()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        Assert.Same(gateway.Services.GetRequiredService<GatewayPipeline>(), gateway.Services.GetRequiredService<GatewayPipeline>());
    }
}
