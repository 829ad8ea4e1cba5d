using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What JSON a value of a model may be, and its one normal form.</summary>
internal abstract class ValueShape
{
    /// <summary>The JSON type of the normal form.</summary>
    public abstract DocumentType Type { get; }

    /// <summary>What people call it in messages: "a whole number", "a UUID".</summary>
    public abstract string Description { get; }

    /// <summary>Whether the normal form orders as the values do.</summary>
    public virtual bool IsOrdered => Type is DocumentType.Number or DocumentType.String;

    /// <summary>The JSON type in the store.</summary>
    public virtual DocumentType StoredType => Type;

    /// <summary>Whether the store has the normal form itself. Lists, dictionaries and objects say so of themselves, not of what is inside.</summary>
    public virtual bool IsStoredAsIs => true;

    /// <summary>
    /// Gives back the value in normal form, or as it is with faults added. It may change the value in place: the caller owns the tree.
    /// </summary>
    public abstract JsonNode? Normalise(JsonNode value, FaultScope scope);

    /// <summary>The stored form of a value in normal form, which is gone afterwards.</summary>
    public virtual JsonNode ToStored(JsonNode normal) => normal;

    /// <summary>A value to compare stored ones with, or it as it is with faults added.</summary>
    public virtual JsonNode? ToLiteral(JsonNode value, FaultScope scope)
    {
        var before = scope.Count;
        var normal = Normalise(value, scope);
        return scope.Count == before && normal is not null ? ToStored(normal) : normal;
    }

    /// <summary>The normal form of what is stored, or it as it is with faults added. What is stored is gone afterwards.</summary>
    public virtual JsonNode? FromStored(JsonNode stored, FaultScope scope) => stored;

    /// <summary>The shape as JSON Schema 2020-12.</summary>
    public abstract JsonObject ToJsonSchema(JsonSchemaContext context);

    /// <summary>The normal form of a value written as plain text (an address, a query string), or null with a fault added.</summary>
    public virtual JsonNode? Parse(string text, FaultScope scope)
    {
        JsonNode? node = null;
        if (Type is DocumentType.Number or DocumentType.Boolean)
        {
            try
            {
                node = JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                // Reported below, with the text.
            }
        }

        var before = scope.Count;
        var normal = Normalise(node ?? JsonValue.Create(text), scope);
        return scope.Count == before ? normal : null;
    }

    protected JsonNode Refuse(JsonNode value, FaultScope scope)
    {
        scope.AddBroken(FaultCodes.WrongType, $"Must be {Description}, not {JsonText.Describe(value)}.", value);
        return value;
    }
}
