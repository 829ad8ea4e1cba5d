using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class ParameterTests
{
    [Fact]
    public async Task Parameters_are_typed_and_have_defaults()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/find/0197f8a4-0000-7000-8000-000000000000?limit=7&tag=a&tag=b", headers: [("X-Tenant", "oslo")]);

        Assert.Equal("""{"limit":7,"tenant":"oslo","tags":["a","b"],"mood":"calm","id":"0197f8a4-0000-7000-8000-000000000000","since":null}""", await response.TextAsync());
    }

    [Fact]
    public async Task All_faults_are_told_at_once_with_their_places()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/find/nobody?limit=0&mood=grumpy&since=soon", headers: [("X-Tenant", " ")]);

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal(
            [("/id", "wrong-type"), ("/X-Tenant", "required"), ("/limit", "out-of-range"), ("/mood", "not-allowed"), ("/since", "wrong-type")],
            problem.Errors());
        Assert.Equal(["path", "header", "query", "query", "query"], problem["errors"]!.AsArray().Select(error => (string?)error!["in"]));
    }

    [Theory]
    [InlineData("?limit=ten", "wrong-type")]
    [InlineData("?limit=101", "out-of-range")]
    [InlineData("?limit=1&limit=2", "repeated")]
    [InlineData("?code=abc", "pattern-mismatch")]
    [InlineData("?code=123%0A", "pattern-mismatch")]
    [InlineData("?name=123456789012345678901", "too-long")]
    public async Task Each_rule_has_its_code(string query, string code)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", $"/api/find/0197f8a4-0000-7000-8000-000000000000{query}", headers: [("X-Tenant", "oslo")]);

        Assert.Equal(code, (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter")).Errors().Single().Code);
    }

    [Theory]
    [InlineData("text/csv", "a,b", 200)]
    [InlineData("text/csv; charset=utf-8", "a,b", 200)]
    [InlineData("application/json", "{}", 415)]
    public async Task A_body_of_a_type_the_function_does_not_take_is_refused_before_it_is_read(string contentType, string body, int status)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/import", new StringContent(body, MediaTypeHeaderValue.Parse(contentType)));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("*/*", 200)]
    [InlineData("application/*;q=0.5, text/html", 200)]
    [InlineData("text/html", 406)]
    [InlineData("application/json;q=0, */*", 406)]
    [InlineData("nonsense", 200)]
    public async Task A_client_that_takes_none_of_the_answers_is_told(string accept, int status)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/api/json", headers: [("Accept", accept)]);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 406)
        {
            await response.ShouldBeProblem(HttpStatusCode.NotAcceptable, "not-acceptable");
        }
    }

    [Fact]
    public async Task OpenAPI_describes_the_parameters()
    {
        await using var gateway = await StartAsync();
        var document = gateway.Description;

        var parameters = document["paths"]!["/api/find/{id}"]!["get"]!["parameters"]!.AsArray();

        var limit = parameters.Single(parameter => (string?)parameter!["name"] == "limit")!;
        Assert.Equal(("query", 1, 100), ((string?)limit["in"], (int)limit["schema"]!["minimum"]!, (int)limit["schema"]!["maximum"]!));
        Assert.True((bool)parameters.Single(parameter => (string?)parameter!["name"] == "X-Tenant")!["required"]!);
        Assert.Equal("uuid", (string?)parameters.Single(parameter => (string?)parameter!["name"] == "id")!["schema"]!["format"]);
    }

    [Fact]
    public void A_parameter_of_a_type_that_no_text_is_is_refused() =>
        Assert.Contains("cannot be a Uri", Assert.Throws<ArgumentException>(() => new QueryParameterAttribute<Uri>("at")).Message, StringComparison.Ordinal);

    private static Task<TestGateway> StartAsync() => TestGateway.StartAsync(
    [
        TestFunction.Of("Find", "get head", "find/{id}",
            [AllowAnonymous, RouteParameter<Guid>("id"), HeaderParameter<string>("X-Tenant", Required = true), QueryParameter<int>("limit", Minimum = 1, Maximum = 100, Default = "25"),
            QueryParameter<string>("tag", Many = true), QueryParameter<string>("mood", OneOf = ["calm", "wild"], Default = "calm"), QueryParameter<DateOnly>("since"),
            QueryParameter<string>("code", Pattern = "[0-9]{3}"), QueryParameter<string>("name", MaxLength = 20)]
            (context) => new
            {
                Limit = context.Request.Parameter<int>("limit"),
                Tenant = context.Request.Parameter<string>("X-Tenant"),
                Tags = context.Request.Parameters<string>("tag"),
                Mood = context.Request.Parameter<string>("mood"),
                Id = context.Request.Parameter<Guid>("id"),
                Since = context.Request.Parameter<DateOnly?>("since"),
            }),
        TestFunction.Of("Import", "post", "import", [AllowAnonymous, Consumes("text/csv")] (context) => "done"),
        TestFunction.Of("Json", "get head", "json", [AllowAnonymous, Returns<Kitten>] (context) => new { Name = "Tom" }),
    ]);
}
