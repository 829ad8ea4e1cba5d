using System.Text.Json;

namespace EndToEnd;

public sealed class DescriptionTests(RunningApp app)
{
    [Fact]
    public async Task The_app_says_that_it_is_healthy() => (await app.Anonymous.GetAsync("api/health")).Expect(200);

    [Fact]
    public async Task The_OpenAPI_document_describes_every_function_and_model()
    {
        var document = (await app.Anonymous.GetAsync("api/openapi.json")).Expect(200).Json;

        var paths = document.GetProperty("paths").EnumerateObject().ToDictionary(path => path.Name, path => path.Value);
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(["get", "post"], Methods(paths, "/shelters/{shelterId}/cats"));
        Assert.Equal(["delete", "get", "patch", "put"], Methods(paths, "/shelters/{shelterId}/cats/{id}"));
        Assert.Equal(["post"], Methods(paths, "/shelters/{shelterId}/cats/{id}/adoption"));
        Assert.Equal(["get"], Methods(paths, "/shelters/{shelterId}/adoptions"));
        Assert.Equal(["get", "post"], Methods(paths, "/topics/{topic}/subscriptions"));
        Assert.Equal(["post"], Methods(paths, "/filter-policies/test"));
        Assert.Contains(document.GetProperty("components").GetProperty("schemas").EnumerateObject(), schema => schema.Name.StartsWith("cat", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Methods(Dictionary<string, JsonElement> paths, string ending) =>
        paths.Single(path => path.Key.EndsWith(ending, StringComparison.Ordinal)).Value.EnumerateObject()
            .Select(operation => operation.Name)
            .Where(name => name is "get" or "put" or "post" or "delete" or "patch")
            .Order(StringComparer.Ordinal);
}
