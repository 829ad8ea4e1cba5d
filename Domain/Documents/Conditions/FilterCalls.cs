namespace Virga.Documents;

/// <summary>Reads the calls of a filter.</summary>
internal sealed class FilterCalls(FilterParser parser)
{
    private const string Known = "startsWith, endsWith, contains, equals, exists, isNull, isType, size, any or all";

    private FilterTokens Tokens => parser.Tokens;

    public Condition Parse()
    {
        var (name, position) = (Tokens.Value, Tokens.Position);
        Tokens.Next();
        Tokens.Expect("(");
        var attributePosition = Tokens.Position;
        var attribute = parser.Attribute(forElements: name is "any" or "all");
        switch (name)
        {
            case "size":
                Tokens.Expect(")");
                return new FilterComparison(parser, attribute, isSize: true).Parse();
            case "startsWith": return Close(Text(attribute, attributePosition, static (text, part, ignoreCase) => new Condition.BeginsWith(text, part) { IgnoreCase = ignoreCase }));
            case "endsWith": return Close(Text(attribute, attributePosition, static (text, part, ignoreCase) => new Condition.EndsWith(text, part) { IgnoreCase = ignoreCase }));
            case "equals": return Close(Text(attribute, attributePosition, Same));
            case "contains": return Close(Contains(attribute, attributePosition));
            case "exists": return Close(new Condition.Exists(attribute.Stored));
            case "isNull": return Close(Condition.IsNull(attribute.Stored));
            case "isType": return Close(new Condition.OfType(attribute.Stored, Type()));
            case "any": return Close(new Condition.AnyElement(attribute.Stored, Element(attribute, attributePosition)));
            case "all": return Close(new Condition.AllElements(attribute.Stored, Element(attribute, attributePosition)));
            default: throw new FilterException($"There is no '{name}'. Write {Known}.", position);
        }
    }

    private static Condition Same(Operand left, Operand right, bool ignoreCase) =>
        ignoreCase ? new Condition.SameText(left, right) : new Condition.Compare(left, ComparisonOperator.Equal, right);

    private Condition Close(Condition condition)
    {
        Tokens.Expect(")");
        return condition;
    }

    private Condition Text(FilterAttribute attribute, int position, Func<Operand, Operand, bool, Condition> make)
    {
        RequireText(attribute, position);
        Tokens.Expect(",");
        if (Tokens.Kind != FilterTokenKind.Text)
        {
            throw Tokens.Unexpected("a text in single quotes");
        }

        var text = parser.Value(out _);
        return make(attribute.Operand, new Operand.Literal(text), IgnoresCase());
    }

    private Condition Contains(FilterAttribute attribute, int position)
    {
        if (attribute.Shape is not ListShape list)
        {
            return Text(attribute, position, (text, part, ignoreCase) =>
                new Condition.Contains(text, part) { IgnoreCase = ignoreCase, Of = attribute.Shape is AnyShape ? null : DocumentType.String });
        }

        Tokens.Expect(",");
        var value = parser.Value(out var valuePosition);
        var element = attribute with { Shape = list.Element };
        return new Condition.Contains(attribute.Operand, value is null ? new Operand.Literal(null) : element.Literal(value, valuePosition)) { Of = DocumentType.List };
    }

    private Condition Element(FilterAttribute attribute, int position)
    {
        var element = attribute.Shape switch
        {
            ListShape list => list.Element,
            AnyShape => AnyShape.Instance,
            _ => throw new FilterException($"'{attribute.Shown}' is no list.", position),
        };
        Tokens.Expect(",");
        return parser.ParseElement(attribute, element);
    }

    private DocumentType Type()
    {
        Tokens.Expect(",");
        if (Tokens.Kind != FilterTokenKind.Text || !Enum.TryParse<DocumentType>(Tokens.Value, ignoreCase: true, out var type) || !Enum.IsDefined(type) || char.IsAsciiDigit(Tokens.Value[0]))
        {
            throw Tokens.Unexpected("one of 'null', 'boolean', 'number', 'string', 'list', 'object'");
        }

        Tokens.Next();
        return type;
    }

    private bool IgnoresCase()
    {
        if (!Tokens.Take(","))
        {
            return false;
        }

        Tokens.Expect("ignoreCase");
        return true;
    }

    private static void RequireText(FilterAttribute attribute, int position)
    {
        if (attribute.Shape is not AnyShape && attribute.Shape.StoredType != DocumentType.String)
        {
            throw new FilterException($"'{attribute.Shown}' is no text: it is {attribute.Shape.Description}.", position);
        }
    }
}
