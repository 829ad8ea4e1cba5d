using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The values allowed, in stored form.</summary>
internal sealed class OneOfRule(ImmutableArray<JsonNode> allowed) : ValueRule
{
    public ImmutableArray<JsonNode> Allowed => allowed;

    public override (string Code, string Message)? Check(JsonNode value)
    {
        foreach (var candidate in allowed)
        {
            if (JsonEquality.Same(candidate, value))
            {
                return null;
            }
        }

        return (FaultCodes.NotAllowed, $"Must be one of {string.Join(", ", allowed.Select(JsonText.Describe))}, not {JsonText.Describe(value)}.");
    }

    public override void Describe(JsonObject schema) => schema["enum"] = new JsonArray([.. allowed.Select(value => value.DeepClone())]);
}
