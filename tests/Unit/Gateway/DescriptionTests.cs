using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Moq;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class DescriptionTests : IAsyncLifetime
{
    private sealed record Adoption(string Adopter, Home? Home = null);

    private sealed record Home(string City, Home? Former = null);

    private TestGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync(
        [
            .. KittenFunctions.All,
            TestFunction.Of("AdoptKitten", "post", "shelters/{shelterId}/kittens/{kittenId}/adoption", [RequireScope("kittens:write", "kittens:admin"), Takes<Adoption>, Returns<Kitten>, Refuses(409, "already-adopted"), EndpointSummary("Adopts a kitten"), Tags("adoptions")] (context) => "never"),
            TestFunction.Of("Counted", "get head", "counts/{number:int}", [AllowAnonymous] (context) => "never"),
            TestFunction.Of("Notes", "get head", "notes", [AllowAnonymous, QueryParameter<int>("limit", Minimum = 1, Maximum = 10, Default = "5"), QueryParameter<string>("key", Required = true, Many = true), Returns<List<string>>, Returns(202, "text/plain"), Returns(204), Example(200, """["a"]""")] (context) => "never"),
            TestFunction.Of("Either", "get head post", "either", [AllowAnonymous] (context) => "never"),
            TestFunction.Of("openapi", "get head", "openapi.json", [AllowAnonymous, ExcludeFromDescription] (context) => context.RequestServices.GetRequiredService<ApiDescription>().Answer(context.Request)),
            TestFunction.Of("zz_gateway", "get head post put patch delete options query", "{*path}", [AllowAnonymous] (context) => "never"),
        ],
        services =>
        {
            services.AddSingleton<IDocumentStore>(new MemoryStore());
            services.AddDocuments(documents => documents.Add(Kitten.Model));
            services.AddResource<Kitten>(kittens => kittens.Filter("mood", kitten => kitten.Mood).Filter<int>("minAge", (kitten, age) => kitten.Age >= age).FilterText("age").Sort("age", kitten => kitten.Age));
        });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_document_is_OpenAPI_3_1_that_its_own_reader_finds_no_fault_with()
    {
        using var response = await _gateway.SendAsync("GET", "/api/openapi.json");
        var text = await response.TextAsync();

        var read = OpenApiDocument.Parse(text, "json");

        Assert.StartsWith("3.1", (string?)JsonNode.Parse(text)!["openapi"], StringComparison.Ordinal);
        Assert.Empty(read.Diagnostic!.Errors.Select(error => error.ToString()));
        Assert.Empty(read.Diagnostic.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync();

        foreach (var reference in References(document))
        {
            JsonNode? node = document;
            foreach (var step in reference.Split('/').Skip(1))
            {
                node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node?[step];
            }

            Assert.True(node is not null, reference);
        }
    }

    [Fact]
    public async Task Paths_have_the_prefix_and_no_HEAD_no_catch_all_and_nothing_excluded()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();

        Assert.Equal(
            ["/api/counts/{number}", "/api/either", "/api/notes", "/api/shelters/{shelterId}/kittens", "/api/shelters/{shelterId}/kittens/bulk", "/api/shelters/{shelterId}/kittens/{id}", "/api/shelters/{shelterId}/kittens/{kittenId}/adoption"],
            paths.Select(path => path.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["delete", "get", "patch", "put"], paths["/api/shelters/{shelterId}/kittens/{id}"]!.AsObject().Select(operation => operation.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["Either-get", "Either-post"], paths["/api/either"]!.AsObject().Select(operation => (string?)operation.Value!["operationId"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_describes_its_parameters_page_and_link()
    {
        var list = await OperationAsync("/api/shelters/{shelterId}/kittens", "get");

        Assert.Equal("ListKittens", (string?)list["operationId"]);
        Assert.Equal(
            ["path shelterId", "query limit", "query cursor", "query fields", "query filter", "query sort", "query mood", "query minAge"],
            list["parameters"]!.AsArray().Select(parameter => $"{parameter!["in"]} {parameter["name"]}"));
        Assert.Equal("integer", (string?)list["parameters"]![7]!["schema"]!["type"]);
        Assert.Equal(["age", "-age"], list["parameters"]![5]!["schema"]!["enum"]!.AsArray().Select(order => (string?)order));
        Assert.Equal("#/components/schemas/KittenPage", (string?)list["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.NotNull(list["responses"]!["200"]!["headers"]!["Link"]);
        Assert.Equal(["200", "400", "406", "500", "503"], list["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.False(list.ContainsKey("security") && list["security"]!.AsArray().Count > 0);
    }

    [Fact]
    public async Task A_replacement_describes_its_preconditions_and_refusals()
    {
        var replace = await OperationAsync("/api/shelters/{shelterId}/kittens/{id}", "put");

        Assert.Equal(["shelterId", "id", "If-Match", "If-None-Match"], replace["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]));
        Assert.Equal("#/components/schemas/KittenInput", (string?)replace["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.Equal(
            ["200", "201", "400", "401", "403", "404", "406", "412", "413", "415", "428", "500", "503"],
            replace["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal));
        Assert.NotNull(replace["responses"]!["200"]!["headers"]!["ETag"]);
        Assert.Equal("#/components/responses/PreconditionRequired", (string?)replace["responses"]!["428"]!["$ref"]);
        var refusal = (await DocumentAsync())["components"]!["responses"]!["PreconditionRequired"]!;
        Assert.Equal("#/components/schemas/Problem", (string?)refusal["content"]!["application/problem+json"]!["schema"]!["$ref"]);
        Assert.Contains("if-match-required", (string?)refusal["description"], StringComparison.Ordinal);
        Assert.Equal("""[{"bearer":["kittens:write"]}]""", replace["security"]!.ToJsonString());
    }

    [Fact]
    public async Task A_patch_takes_both_kinds_of_patches()
    {
        var patch = await OperationAsync("/api/shelters/{shelterId}/kittens/{id}", "patch");

        Assert.Equal(["application/json", "application/json-patch+json", "application/merge-patch+json"], patch["requestBody"]!["content"]!.AsObject().Select(content => content.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_function_of_ones_own_describes_body_answer_refusals_and_ways_in()
    {
        var adopt = await OperationAsync("/api/shelters/{shelterId}/kittens/{kittenId}/adoption", "post");

        Assert.Equal("Adopts a kitten", (string?)adopt["summary"]);
        Assert.Equal(["adoptions"], adopt["tags"]!.AsArray().Select(tag => (string?)tag));
        Assert.Equal("#/components/schemas/Adoption", (string?)adopt["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.Equal("#/components/schemas/Kitten", (string?)adopt["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.Contains("already-adopted", (string?)adopt["responses"]!["409"]!["description"], StringComparison.Ordinal);
        Assert.Equal("""[{"bearer":["kittens:write"]},{"bearer":["kittens:admin"]}]""", adopt["security"]!.ToJsonString());
    }

    [Fact]
    public async Task Constraints_become_types()
    {
        var counted = await OperationAsync("/api/counts/{number}", "get");

        Assert.Equal("integer", (string?)counted["parameters"]![0]!["schema"]!["type"]);
    }

    [Fact]
    public async Task Models_are_described_by_use()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.Equal(20, (int?)schemas["Kitten"]!["properties"]!["name"]!["maxLength"]);
        Assert.True((bool?)schemas["Kitten"]!["properties"]!["createdAt"]!["readOnly"]);
        Assert.Null(schemas["KittenInput"]!["properties"]!["createdAt"]);
        Assert.Null(schemas["KittenPatch"]!["required"]);
        Assert.Equal(["adopter"], schemas["Adoption"]!["required"]!.AsArray().Select(name => (string?)name));
    }

    [Fact]
    public async Task The_document_is_answered_once_per_version()
    {
        using var first = await _gateway.SendAsync("GET", "/api/openapi.json");
        using var again = await _gateway.SendAsync("GET", "/api/openapi.json", headers: [("If-None-Match", first.Headers.ETag!.ToString())]);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
    }

    [Fact]
    public async Task A_type_inside_another_is_a_component_too_and_a_list_is_none()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!.AsObject();

        Assert.Equal("#/components/schemas/Home", (string?)schemas["Adoption"]!["properties"]!["home"]!["anyOf"]![0]!["$ref"]);
        Assert.Equal("#/components/schemas/Home", (string?)schemas["Home"]!["properties"]!["former"]!["anyOf"]![0]!["$ref"]);
        Assert.DoesNotContain(schemas, schema => schema.Key.Contains("List", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_of_ones_own_describes_queries_answers_without_JSON_and_examples()
    {
        var notes = await OperationAsync("/api/notes", "get");

        Assert.Equal("""{"maximum":10,"minimum":1,"type":"integer","format":"int32","default":5}""", notes["parameters"]![0]!["schema"]!.ToJsonString());
        Assert.Equal("array", (string?)notes["parameters"]![1]!["schema"]!["type"]);
        Assert.Equal("true", notes["parameters"]![1]!["required"]!.ToJsonString());
        Assert.Equal(["200", "202", "204", "400", "406", "500", "503"], notes["responses"]!.AsObject().Select(response => response.Key));
        Assert.Equal("array", (string?)notes["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["type"]);
        Assert.Equal("""["a"]""", notes["responses"]!["200"]!["content"]!["application/json"]!["examples"]!["example1"]!["value"]!.ToJsonString());
        Assert.Equal("string", (string?)notes["responses"]!["202"]!["content"]!["text/plain"]!["schema"]!["type"]);
        Assert.Null(notes["responses"]!["204"]!["content"]);
    }

    [Fact]
    public async Task What_attributes_do_not_say_is_said_by_doc_comments_and_else_by_the_name()
    {
        var texts = new Mock<IApiTexts>();
        texts.Setup(text => text.Of(It.Is<MemberInfo>(member => member is MethodInfo && member.Name.Contains("Start", StringComparison.Ordinal)))).Returns("Counts `a.b` and more. Then rests.");
        texts.Setup(text => text.Of(typeof(Home))).Returns("Where one lives.");
        await using var gateway = await TestGateway.StartAsync(
            [
                TestFunction.Of("CountAll", "post", "counts", [AllowAnonymous, Takes<Home>] (context) => "never"),
                TestFunction.Of("openapi", "get head", "openapi.json", [AllowAnonymous, ExcludeFromDescription] (context) => context.RequestServices.GetRequiredService<ApiDescription>().Answer(context.Request)),
            ],
            services => services.AddSingleton(texts.Object));
        using var response = await gateway.SendAsync("GET", "/api/openapi.json");
        var document = await response.JsonAsync();

        Assert.Equal("Where one lives.", (string?)document["components"]!["schemas"]!["Home"]!["description"]);
        Assert.Equal("Count all", (string?)document["paths"]!["/api/counts"]!["post"]!["summary"]);
        Assert.Equal(("Counts `a.b` and more", "Counts `a.b` and more. Then rests."), OperationTexts.Split("Counts `a.b` and more. Then rests."));
        Assert.Equal(("Gets v1.0", null), OperationTexts.Split("Gets v1.0."));
        Assert.Equal(("Ends it", "Ends it: 204."), OperationTexts.Split("Ends it: 204."));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(References),
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue } ? [(string)member.Value!] : References(member.Value)),
        _ => [],
    };

    private async Task<JsonObject> DocumentAsync()
    {
        using var response = await _gateway.SendAsync("GET", "/api/openapi.json");
        return await response.JsonAsync();
    }

    private async Task<JsonObject> OperationAsync(string path, string method) => (await DocumentAsync())["paths"]![path]![method]!.AsObject();
}
