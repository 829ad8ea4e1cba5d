using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A string in one format, kept in the format's one canonical spelling so that equal values are equal strings.</summary>
internal sealed class TextFormatShape(string description, string? format, bool ordered, Func<string, string?> canonical) : ValueShape
{
    /// <summary>How the text and its ticks turn into each other; null for texts that are no time.</summary>
    public TickFormat? Ticks { get; init; }

    public override DocumentType Type => DocumentType.String;

    public override string Description => description;

    public override bool IsOrdered => ordered;

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        if (!JsonText.TryGetString(value, out var text) || canonical(text) is not { } spelling)
        {
            return Refuse(value, scope);
        }

        return string.Equals(text, spelling, StringComparison.Ordinal) ? value : JsonValue.Create(spelling);
    }

    public override JsonObject ToJsonSchema(JsonSchemaContext context)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }
}
