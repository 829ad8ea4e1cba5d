using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>An attribute as a filter names it.</summary>
/// <param name="Stored">Where it is stored, from the root or the element.</param>
/// <param name="Shape">What it is.</param>
/// <param name="Shown">How it was written, for messages.</param>
internal sealed record FilterAttribute(DocumentPath Stored, ValueShape Shape, string Shown)
{
    public Operand.Attribute Operand => new(Stored);

    /// <summary>A step by name, or null when there is no such attribute.</summary>
    public FilterAttribute? Member(string name) => Shape switch
    {
        ObjectShape shape when shape.Find(name) is { } attribute => new FilterAttribute(Stored.Append(attribute.StoredName), attribute.Shape, $"{Shown}{name}"),
        MapShape map => new FilterAttribute(Stored.Append(name), map.Element, $"{Shown}{name}"),
        AnyShape => new FilterAttribute(Stored.Append(name), AnyShape.Instance, $"{Shown}{name}"),
        _ => null,
    };

    /// <summary>A step by position, or null when it is no list.</summary>
    public FilterAttribute? Element(int index) => Shape switch
    {
        ListShape list => new FilterAttribute(Stored.Append(index), list.Element, $"{Shown}[{index}]"),
        AnyShape => new FilterAttribute(Stored.Append(index), AnyShape.Instance, $"{Shown}[{index}]"),
        _ => null,
    };

    /// <summary>A value in stored form.</summary>
    /// <exception cref="FilterException">It is no value of the attribute.</exception>
    public Operand.Literal Literal(JsonNode value, int position)
    {
        if (Shape.Type == DocumentType.Number && Shape.IsStoredAsIs && value.GetValueKind() == JsonValueKind.Number)
        {
            // 3.5 is worth comparing a whole number with, though it could not be one.
            return new Operand.Literal(value);
        }

        var scope = new FaultScope();
        var normal = Shape.ToLiteral(value, scope);
        return scope.Count == 0 ? new Operand.Literal(normal) : throw new FilterException($"'{Shown}' cannot be compared with {JsonText.Describe(value)}: {scope.Faults[0].Message}", position);
    }
}
