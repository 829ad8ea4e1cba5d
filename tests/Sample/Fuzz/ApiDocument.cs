using System.Text.Json.Nodes;

namespace Sample.Fuzz;

/// <summary>An OpenAPI document, as the fuzzer reads it.</summary>
internal sealed class ApiDocument(JsonObject root)
{
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    /// <summary>Every operation, in the document's order.</summary>
    public IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. from path in root["paths"]!.AsObject()
           from operation in path.Value!.AsObject().Where(member => Methods.Contains(member.Key)).Concat(path.Value["x-oai-additionalOperations"]?.AsObject() ?? [])
           select new ApiOperation(path.Key, operation.Key.ToUpperInvariant(), operation.Value!.AsObject()),
    ];

    /// <summary>What a reference leads to, or the node itself.</summary>
    public JsonObject Resolve(JsonNode node)
    {
        var found = node.AsObject();
        while (found["$ref"] is JsonValue reference)
        {
            JsonNode target = root;
            foreach (var step in ((string)reference!)[2..].Split('/'))
            {
                target = (target is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : target[step.Replace("~1", "/", StringComparison.Ordinal)])
                    ?? throw new InvalidOperationException($"{reference} leads nowhere.");
            }

            found = target.AsObject();
        }

        return found;
    }
}
