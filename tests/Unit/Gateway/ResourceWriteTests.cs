using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class ResourceWriteTests : IAsyncLifetime
{
    private const string Path = "/api/shelters/oslo/kittens";

    private TestGateway _gateway = null!;
    private MemoryStore _store = null!;

    public async ValueTask InitializeAsync() => (_gateway, _store) = await KittenFunctions.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Creating_answers_201_with_the_address_the_version_and_the_normalised_document()
    {
        using var response = await _gateway.WriteAsync("POST", Path, """{"name":" Tom ","age":3}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var kitten = await response.JsonAsync();
        Assert.Equal($"{Path}/{kitten["id"]}", response.Headers.Location?.ToString());
        Assert.Equal("\"v1\"", response.Headers.ETag?.ToString());
        Assert.Equal(("Tom", 3, "calm", "oslo"), ((string?)kitten["name"], (int?)kitten["age"], (string?)kitten["mood"], (string?)kitten["shelterId"]));
        Assert.Equal(7, Guid.Parse((string)kitten["id"]!).Version);
        Assert.NotNull(kitten["createdAt"]);
        Assert.NotNull(kitten["updatedAt"]);
    }

    [Fact]
    public async Task The_address_is_under_the_public_base_url_when_there_is_one_and_never_the_host_header()
    {
        var (gateway, _) = await KittenFunctions.StartAsync(services =>
            services.Configure<GatewayOptions>(options => options.PublicBaseUrl = new Uri("https://cats.example/v1/")));
        await using var _1 = gateway;

        using var response = await gateway.WriteAsync("POST", Path, """{"id":"a b/c","name":"Tom"}""", headers: ("Host", "evil.example"));

        Assert.Equal($"https://cats.example/v1{Path}/a%20b%2Fc", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Creating_what_exists_is_409()
    {
        await CreateAsync("tom");

        using var response = await _gateway.WriteAsync("POST", Path, """{"id":"tom","name":"Tom"}""");

        await response.ShouldBeProblem(HttpStatusCode.Conflict, "document-exists");
    }

    [Fact]
    public async Task A_body_with_faults_is_400_with_all_of_them()
    {
        using var response = await _gateway.WriteAsync("POST", Path, """{"age":99,"mood":"grumpy","shelterId":"bergen"}""");

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal(
            [("/age", "out-of-range"), ("/mood", "not-allowed"), ("/name", "required"), ("/shelterId", "partition-mismatch")],
            problem.Errors().Order());
        Assert.Equal(0, _store.Writes);
    }

    [Fact]
    public async Task Replacing_with_the_version_gives_the_new_one()
    {
        var version = await CreateAsync("tom");

        using var response = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"name":"Thomas"}""", headers: ("If-Match", version));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"v2\"", response.Headers.ETag?.ToString());
        Assert.Equal("Thomas", (string?)(await response.JsonAsync())["name"]);
    }

    [Theory]
    [InlineData("\"stale\"", 412)]
    [InlineData("W/\"v1\"", 412)]
    [InlineData("\"stale\", \"v1\"", 200)]
    [InlineData("\"stale\", \"other\"", 412)]
    [InlineData("*", 200)]
    [InlineData("v1", 400)]
    [InlineData("\"v1", 400)]
    public async Task If_Match_is_compared_strongly(string version, int status)
    {
        await CreateAsync("tom");

        using var response = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"name":"Thomas"}""", headers: ("If-Match", version));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Replacing_without_a_version_is_428()
    {
        await CreateAsync("tom");

        using var response = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"name":"Thomas"}""");

        var problem = await response.ShouldBeProblem((HttpStatusCode)428, "if-match-required");
        Assert.Equal([("/If-Match", "required")], problem.Errors());
    }

    [Fact]
    public async Task Replacing_what_is_not_there_is_404_with_and_without_a_version()
    {
        using var with = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"name":"Tom"}""", headers: ("If-Match", "\"v1\""));
        using var without = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"name":"Tom"}""");

        await with.ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found");
        await without.ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found");
    }

    [Fact]
    public async Task If_None_Match_star_creates_and_refuses_to_replace()
    {
        using var created = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"name":"Tom"}""", headers: ("If-None-Match", "*"));
        using var again = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"name":"Tom"}""", headers: ("If-None-Match", "*"));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"{Path}/tom", created.Headers.Location?.ToString());
        Assert.Equal("\"v1\"", created.Headers.ETag?.ToString());
        await again.ShouldBeProblem(HttpStatusCode.PreconditionFailed, "etag-mismatch");
    }

    [Fact]
    public async Task A_body_that_says_another_key_is_refused()
    {
        var version = await CreateAsync("tom");

        using var response = await _gateway.WriteAsync("PUT", $"{Path}/tom", """{"id":"other","name":"Tom"}""", headers: ("If-Match", version));

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal([("/id", "key-mismatch")], problem.Errors());
    }

    [Theory]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/json")]
    public async Task A_merge_patch_changes_parts(string contentType)
    {
        await CreateAsync("tom");

        using var response = await _gateway.WriteAsync("PATCH", $"{Path}/tom", """{"age":4,"mood":null}""", contentType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var kitten = await response.JsonAsync();
        Assert.Equal(("Tom", 4), ((string?)kitten["name"], (int?)kitten["age"]));
        Assert.Equal("\"v2\"", response.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task A_patch_whose_result_is_not_valid_writes_nothing_and_tells_every_fault()
    {
        await CreateAsync("tom");

        using var response = await _gateway.WriteAsync("PATCH", $"{Path}/tom", """{"name":null,"age":-1}""");

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal([("/age", "out-of-range"), ("/name", "required")], problem.Errors().Order());
        Assert.Equal(1, _store.Writes);
    }

    [Theory]
    [InlineData("PATCH", "\"v1\"", 200)]
    [InlineData("PATCH", "\"stale\"", 412)]
    [InlineData("DELETE", "\"v1\"", 204)]
    [InlineData("DELETE", "\"stale\"", 412)]
    public async Task If_Match_may_be_given_to_patch_and_delete(string method, string version, int status)
    {
        await CreateAsync("tom");

        using var response = await _gateway.WriteAsync(method, $"{Path}/tom", method == "PATCH" ? """{"age":4}""" : null, headers: ("If-Match", version));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Patching_what_is_not_there_is_404()
    {
        using var response = await _gateway.WriteAsync("PATCH", $"{Path}/tom", """{"age":4}""");

        await response.ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found");
    }

    [Fact]
    public async Task Deleting_is_204_and_then_404()
    {
        await CreateAsync("tom");

        using var first = await _gateway.WriteAsync("DELETE", $"{Path}/tom");
        using var second = await _gateway.WriteAsync("DELETE", $"{Path}/tom");

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await second.ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found");
    }

    [Theory]
    [InlineData("POST", "", "[]", "application/json", 400)]
    [InlineData("POST", "", "{", "application/json", 400)]
    [InlineData("POST", "", "{}", "text/plain", 415)]
    [InlineData("PATCH", "/tom", "[]", "application/merge-patch+json", 400)]
    [InlineData("PATCH", "/tom", "{}", "text/plain", 415)]
    public async Task A_body_that_is_no_object_of_JSON_is_refused(string method, string path, string body, string contentType, int status)
    {
        using var response = await _gateway.WriteAsync(method, Path + path, body, contentType);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_key_longer_than_the_store_takes_is_400_and_not_asked_for()
    {
        using var id = await _gateway.WriteAsync("DELETE", $"{Path}/{new string('x', 1100)}");
        using var partition = await _gateway.WriteAsync("POST", $"/api/shelters/{new string('x', 2100)}/kittens", """{"name":"Tom"}""");

        Assert.Equal([("/id", "too-long")], (await id.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter")).Errors());
        Assert.Equal([("/shelterId", "too-long")], (await partition.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-parameter")).Errors());
    }

    [Fact]
    public async Task Throttling_of_the_store_is_503_with_Retry_After()
    {
        _store.Fault = new StoreThrottledException("slow down", TimeSpan.FromMilliseconds(1200));

        using var response = await _gateway.WriteAsync("POST", Path, """{"name":"Tom"}""");

        await response.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "store-throttled");
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
    }

    private async Task<string> CreateAsync(string id)
    {
        using var response = await _gateway.WriteAsync("POST", Path, $$"""{"id":"{{id}}","name":"Tom","age":3}""");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.ETag!.ToString();
    }
}
