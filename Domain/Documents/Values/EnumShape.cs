using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The name of an enum's member, in camel case unless <c>[JsonStringEnumMemberName]</c> says otherwise.</summary>
internal sealed class EnumShape(ImmutableArray<string> names) : ValueShape
{
    public override DocumentType Type => DocumentType.String;

    public override string Description => $"one of {string.Join(", ", names.Select(name => $"'{name}'"))}";

    // Names order alphabetically, the members by number.
    public override bool IsOrdered => false;

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) =>
        JsonText.TryGetString(value, out var text) && names.Contains(text) ? value : Refuse(value, scope);

    public override JsonObject ToJsonSchema(JsonSchemaContext context) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
}
