using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One side of a comparison.</summary>
public abstract record Operand
{
    private protected Operand()
    {
    }

    /// <summary>The value of an attribute of the document.</summary>
    public sealed record Attribute(DocumentPath Path) : Operand;

    /// <summary>A fixed value, as stored; null is JSON null. The node is never changed and must not be.</summary>
    public sealed record Literal(JsonNode? Value) : Operand
    {
        /// <inheritdoc/>
        public bool Equals(Literal? other) => other is not null && JsonNode.DeepEquals(Value, other.Value);

        /// <inheritdoc/>
        public override int GetHashCode() => Value?.ToJsonString().GetHashCode(StringComparison.Ordinal) ?? 0;
    }

    /// <summary>The length of a string in UTF-16 units, or the number of elements of a list; absent for anything else.</summary>
    public sealed record Size(DocumentPath Path) : Operand;
}
