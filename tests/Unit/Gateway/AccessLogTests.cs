using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class AccessLogTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("GetThing", "get head", "things/{id}", [RequireScope("things:read")] (context) => Results.Text("hello")),
        TestFunction.Of("Refuse", "post", "refuse", [AllowAnonymous] (context) => throw new GatewayException(new Problem(400, "no", "Not so.") { Errors = [new ProblemError("/a", "b", "c")] })),
    ];

    [Fact]
    public async Task The_Common_Log_Format_is_API_Gateways()
    {
        await using var gateway = await StartAsync(options => options.Format = AccessLogFormat.Clf);

        using var response = await gateway.SendAsync("GET", "/api/things/7", token: gateway.Token("things:read"), headers: [("X-Request-Id", "r-1")]);

        var trace = response.Headers.GetValues("traceresponse").Single().Split('-')[1];
        Assert.Equal($"- - ann [23/Nov/2026:12:00:00 +0000] \"GET /api/things/{{id}} HTTP/1.1\" 200 5 r-1 {trace}", Line(gateway));
    }

    [Fact]
    public async Task JSON_has_every_variable_that_has_a_value()
    {
        await using var gateway = await StartAsync(options => (options.Format, options.Stage) = (AccessLogFormat.Json, "test"));

        using var response = await gateway.SendAsync("POST", "/api/refuse?secret=1", Answers.Body("{}"), headers: [("User-Agent", "curl/8 \"x\"")]);

        var line = JsonNode.Parse(Line(gateway))!.AsObject();
        Assert.Equal(34, AccessVariables.All.Count);
        Assert.Equal(
            AccessVariables.All.Keys.Except(["identity.sourceIp", "identity.user", "identity.caller", "identity.apiKeyId", "authorizer.principalId", "cacheStatus"]),
            line.Select(variable => variable.Key));
        Assert.Equal("POST /api/refuse", (string?)line["routeKey"]);
        Assert.Equal("/api/refuse", (string?)line["path"]);
        Assert.Equal("test", (string?)line["stage"]);
        Assert.Equal(400, (int)line["status"]!);
        Assert.Equal(2, (int)line["requestLength"]!);
        Assert.Equal("no", (string?)line["error.responseType"]);
        Assert.Equal("Not so.", (string?)line["error.message"]);
        Assert.Equal("/a b", (string?)line["error.validationErrorString"]);
        Assert.Equal("curl/8 \"x\"", (string?)line["identity.userAgent"]);
        Assert.Equal("0", (string?)line["isCanaryRequest"]);
        Assert.Equal(0, (int)line["integrationLatency"]!);
        Assert.DoesNotContain("secret", line.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_sends_cannot_break_out_of_its_place()
    {
        await using var gateway = await StartAsync(options => options.Template = "$context.requestId \"$context.identity.userAgent\" [$context.path]");

        using var response = await gateway.SendAsync("GET", "/api/things/%22%0A200%20forged", headers: [("User-Agent", "a\" 200 \\")]);

        Assert.EndsWith("\"a\\\" 200 \\\\\" [/api/things/%22%0A200%20forged]", Line(gateway), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$context.status", "neither $context.requestId")]
    [InlineData("$context.requestId $context.colour", "no variable $context.colour")]
    public async Task A_template_that_cannot_be_used_stops_the_start(string template, string fault)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.Template = template));

        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_has_at_most_3_KB()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.Template = "$context.requestId" + new string(' ', 3060)));

        Assert.Contains("more than 3072 bytes", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_structured_values_are_there_whatever_the_text()
    {
        await using var gateway = await StartAsync(options => options.Format = AccessLogFormat.Clf);

        using var response = await gateway.SendAsync("GET", "/api/things/7");

        var values = gateway.Logs.Of("Virga.Gateway.Access").Single().Values;
        Assert.Equal("GET /api/things/{id}", values["RouteKey"]);
        Assert.Equal(401, values["Status"]);
        Assert.Equal("unauthenticated", values["ErrorCode"]);
        Assert.Null(values["IntegrationMilliseconds"]);
        Assert.Equal(false, values["IsCanary"]);
    }

    [Fact]
    public async Task Times_are_told_to_clients_where_that_is_on()
    {
        await using var open = await StartAsync(options => options.ServerTiming = true);
        await using var closed = await StartAsync(options => options.TraceResponse = false);

        using var told = await open.SendAsync("GET", "/api/things/7", token: open.Token("things:read"));
        using var untold = await closed.SendAsync("GET", "/api/things/7", token: closed.Token("things:read"));

        Assert.Equal("gateway;dur=0.0, function;dur=0.0", told.Headers.GetValues("Server-Timing").Single());
        Assert.False(untold.Headers.Contains("Server-Timing"));
        Assert.False(untold.Headers.Contains("traceresponse"));
    }

    [Fact]
    public async Task The_trace_a_client_names_goes_on_and_comes_back_even_with_a_problem()
    {
        await using var gateway = await StartAsync(_ => { });

        using var response = await gateway.SendAsync("POST", "/api/refuse", headers: [("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]);

        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", response.Headers.GetValues("traceresponse").Single(), StringComparison.Ordinal);
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", gateway.Logs.Of("Virga.Gateway.Access").Single().Values["TraceId"]);
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736", "vendor=1")]
    [InlineData("nonsense", null, null)]
    [InlineData(null, null, null)]
    public async Task A_request_has_a_trace_even_where_nothing_records_any(string? traceParent, string? expected, string? state)
    {
        await using var gateway = await StartAsync(_ => { });
        var context = new DefaultHttpContext { RequestServices = gateway.Services };
        context.Request.Method = "POST";
        context.Request.Headers.TraceParent = traceParent;
        context.Request.Headers.TraceState = "vendor=1";
        Activity.Current = null;
        (string? current, string? currentState) = (null, null);

        await gateway.Services.GetRequiredService<GatewayPipeline>().InvokeAsync(context, gateway.Services.GetRequiredService<GatewayEndpoints>().Find("Refuse")!, () =>
        {
            (current, currentState) = (Activity.Current?.TraceId.ToString(), Activity.Current?.TraceStateString);
            return Task.FromResult<object?>(null);
        });

        Assert.NotNull(current);
        Assert.Equal((expected ?? current, state), (current, currentState));
        Assert.Equal(current, gateway.Logs.Of("Virga.Gateway.Access").Single().Values["TraceId"]);
        Assert.Null(Activity.Current);
    }

    private static Task<TestGateway> StartAsync(Action<AccessLogOptions> configure) =>
        TestGateway.StartAsync(Functions, services => services.Configure(configure));

    private static string Line(TestGateway gateway) => gateway.Logs.Of("Virga.Gateway.Access").Single().Text;
}
