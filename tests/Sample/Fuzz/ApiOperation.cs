using System.Text.Json.Nodes;

namespace Sample.Fuzz;

/// <summary>One operation of the document.</summary>
internal sealed record ApiOperation(string Path, string Method, JsonObject Definition)
{
    public string Id => (string)Definition["operationId"]!;

    public IEnumerable<JsonObject> Parameters(string place) =>
        (Definition["parameters"]?.AsArray() ?? []).Select(parameter => parameter!.AsObject()).Where(parameter => (string?)parameter["in"] == place);

    /// <summary>The bodies it takes, by media type.</summary>
    public JsonObject? Bodies => Definition["requestBody"]?["content"]?.AsObject();

    public JsonObject Responses => Definition["responses"]!.AsObject();
}
