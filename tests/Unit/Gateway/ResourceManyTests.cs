using System.Net;

namespace Unit.Gateway;

/// <summary>What a resource has beside the five plain methods: fields, QUERY, both patches, bulk.</summary>
public sealed class ResourceManyTests : IAsyncLifetime
{
    private const string Path = "/api/shelters/oslo/kittens";

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        (_gateway, _) = await KittenFunctions.StartAsync();
        foreach (var kitten in (string[])["""{"id":"a","name":"Anna","age":1,"mood":"wild"}""", """{"id":"b","name":"Bea","age":2}""", """{"id":"c","name":"Carl","age":3}"""])
        {
            using var response = await _gateway.WriteAsync("POST", Path, kitten);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_list_gives_only_the_fields_asked_for()
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}?fields=name,age&limit=1");

        Assert.Equal("""{"name":"Anna","age":1}""", (await response.JsonAsync())["items"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task A_view_has_a_version_of_its_own_that_If_Match_maps_back()
    {
        using var whole = await _gateway.SendAsync("GET", $"{Path}/a");
        using var part = await _gateway.SendAsync("GET", $"{Path}/a?fields=name");
        using var same = await _gateway.SendAsync("GET", $"{Path}/a?fields=name", headers: [("If-None-Match", part.Headers.ETag!.ToString())]);
        using var other = await _gateway.SendAsync("GET", $"{Path}/a?fields=age", headers: [("If-None-Match", part.Headers.ETag!.ToString())]);
        using var written = await _gateway.WriteAsync("PATCH", $"{Path}/a", """{"age":7}""", "application/merge-patch+json", ("If-Match", part.Headers.ETag!.ToString()));
        using var stale = await _gateway.WriteAsync("PATCH", $"{Path}/a", """{"age":8}""", "application/merge-patch+json", ("If-Match", part.Headers.ETag!.ToString()));

        Assert.Equal("""{"name":"Anna"}""", await part.TextAsync());
        Assert.NotEqual(whole.Headers.ETag, part.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        await stale.ShouldBeProblem(HttpStatusCode.PreconditionFailed, "etag-mismatch");
    }

    [Theory]
    [InlineData("fields=nothing")]
    [InlineData("fields=name.first")]
    [InlineData("fields=")]
    public async Task Fields_the_model_lacks_are_a_fault(string query)
    {
        using var response = await _gateway.SendAsync("GET", $"{Path}?{query}");
        using var one = await _gateway.SendAsync("GET", $"{Path}/a?{query}");

        Assert.Equal([("/fields", "unknown-field")], (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter")).Errors());
        await one.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task From_the_second_page_on_there_is_a_link_to_the_first()
    {
        using var first = await _gateway.SendAsync("GET", $"{Path}?limit=2");
        var next = (string)(await first.JsonAsync())["next"]!;
        using var second = await _gateway.SendAsync("GET", $"{Path}?limit=2&cursor={Uri.EscapeDataString(next)}");

        Assert.EndsWith("rel=\"next\"", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal($"<{Path}?limit=2>; rel=\"first\"", second.Headers.GetValues("Link").Single());
    }

    [Fact]
    public async Task QUERY_asks_with_a_body_what_GET_asks_in_the_address()
    {
        using var response = await _gateway.SendAsync("QUERY", Path, Answers.Body("""{"minAge":2,"sort":"-age","fields":["id"],"limit":1}"""));
        var page = await response.JsonAsync();
        using var rest = await _gateway.SendAsync("QUERY", Path, Answers.Body($$"""{"minAge":2,"sort":"-age","fields":["id"],"limit":1,"cursor":"{{page["next"]}}"}"""));

        Assert.Equal("""[{"id":"c"}]""", page["items"]!.ToJsonString());
        Assert.Equal("""[{"id":"b"}]""", (await rest.JsonAsync())["items"]!.ToJsonString());
    }

    [Fact]
    public async Task Faults_of_a_query_are_in_its_body()
    {
        using var response = await _gateway.SendAsync("QUERY", Path, Answers.Body("""{"limit":0,"minAge":"x","none":1}"""));
        using var wrongType = await _gateway.SendAsync("QUERY", Path, Answers.Body("a=1", "application/x-www-form-urlencoded"));

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal([("/limit", "out-of-range"), ("/minAge", "wrong-type"), ("/none", "unknown-parameter")], problem.Errors());
        Assert.All(problem["errors"]!.AsArray(), error => Assert.Null(error!["in"]));
        Assert.Equal("\"application/json\"", wrongType.Headers.GetValues("Accept-Query").Single());
    }

    [Fact]
    public async Task A_JSON_patch_changes_what_it_names()
    {
        using var response = await _gateway.WriteAsync(
            "PATCH", $"{Path}/a", """[{"op":"test","path":"/age","value":1},{"op":"replace","path":"/age","value":2},{"op":"remove","path":"/mood"}]""", "application/json-patch+json");

        var kitten = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, (int)kitten["age"]!);
        Assert.Equal("calm", (string?)kitten["mood"]);
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/age","value":9}]""", 409, "patch-test-failed", "/0/path")]
    [InlineData("""[{"op":"add","path":"/name","value":"X"},{"op":"remove","path":"/nothing"}]""", 422, "patch-not-applicable", "/1/path")]
    [InlineData("""[{"op":"replace","path":"/age","value":99}]""", 400, "validation-failed", "/age")]
    [InlineData("""[{"op":"replace","path":"/id","value":"z"}]""", 400, "validation-failed", "/id")]
    [InlineData("""{"op":"replace"}""", 400, "validation-failed", "")]
    public async Task A_JSON_patch_that_does_not_fit_changes_nothing(string patch, int status, string code, string pointer)
    {
        using var response = await _gateway.WriteAsync("PATCH", $"{Path}/a", patch, "application/json-patch+json");
        using var after = await _gateway.SendAsync("GET", $"{Path}/a");

        Assert.Equal(pointer, (await response.ShouldBeProblem((HttpStatusCode)status, code)).Errors().Single().Pointer);
        Assert.Equal("\"v1\"", after.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task A_patch_of_another_type_learns_which_there_are()
    {
        using var response = await _gateway.WriteAsync("PATCH", $"{Path}/a", "<a/>", "application/xml");

        await response.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal("application/merge-patch+json, application/json-patch+json, application/json", string.Join(", ", response.Headers.GetValues("Accept-Patch")));
    }

    [Fact]
    public async Task A_bulk_request_has_an_outcome_for_each_operation()
    {
        using var response = await _gateway.WriteAsync("POST", $"{Path}/bulk", """
            {"operations":[
              {"op":"create","body":{"name":"Dan"}},
              {"op":"create","id":"a","body":{"name":"Taken"}},
              {"op":"replace","id":"b","ifMatch":"\"v2\"","body":{"name":"Bo"}},
              {"op":"replace","id":"c","body":{"name":"Cy"}},
              {"op":"upsert","id":"e","body":{"name":"Eve"}},
              {"op":"patch","id":"x","body":{"age":1}},
              {"op":"delete","id":"y","ifMatch":"*"},
              {"op":"create","body":{"name":""}}
            ]}
            """);

        var answer = await response.JsonAsync();
        var results = answer["results"]!.AsArray();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([201, 409, 200, 428, 201, 404, 404, 400], results.Select(result => (int)result!["status"]!));
        Assert.Equal(5, (int)answer["failed"]!);
        Assert.Equal("Dan", (string?)results[0]!["item"]!["name"]);
        Assert.Equal("Bo", (string?)results[2]!["item"]!["name"]);
        Assert.Equal("validation-failed", (string?)results[7]!["problem"]!["code"]);
        Assert.Equal("/name", (string?)results[7]!["problem"]!["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task A_bulk_request_whose_form_is_wrong_does_nothing()
    {
        using var response = await _gateway.WriteAsync("POST", $"{Path}/bulk", """
            {"operations":[{"op":"create","body":{"name":"Dan"}},{"op":"make","id":"a"},{"op":"replace"},{"op":"delete","id":"a"},7]}
            """);

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal(
            ["/operations/1/op", "/operations/1/body", "/operations/2/id", "/operations/2/body", "/operations/3/id", "/operations/4"],
            problem.Errors().Select(error => error.Pointer));
        using var list = await _gateway.SendAsync("GET", Path);
        Assert.Equal(3, (await list.JsonAsync())["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_bulk_request_has_at_most_100_operations()
    {
        var many = string.Join(',', Enumerable.Range(0, 101).Select(number => $$"""{"op":"delete","id":"n{{number}}"}"""));
        using var response = await _gateway.WriteAsync("POST", $"{Path}/bulk", $$"""{"operations":[{{many}}]}""");

        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
    }
}
