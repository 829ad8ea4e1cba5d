using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What a condition is about, with everything that can be asked of it: conditions for models without a CLR type, as text and expressions are for those with one.</summary>
/// <remarks>Names and values are as stored. Unlike expressions, <see cref="Equal(JsonNode?)"/> and <see cref="NotEqual(JsonNode?)"/> take absence as it is:
/// both are false of what is absent. The guide's table <c>docs/guide/conditions.md</c> has every operator.</remarks>
/// <param name="Operand">The attribute, or its size.</param>
public readonly record struct ConditionSubject(Operand Operand)
{
    /// <summary>The length of the string or the number of elements of the list.</summary>
    /// <exception cref="NotSupportedException">This is a size already.</exception>
    public ConditionSubject Size => new(new Operand.Size(Path));

    private DocumentPath Path => Operand is Operand.Attribute attribute ? attribute.Path : throw new NotSupportedException("Only an attribute can be asked that, not a size.");

    /// <summary>Same type and value as this; lists and objects deeply.</summary>
    public Condition Equal(JsonNode? value) => Compare(ComparisonOperator.Equal, value);

    /// <summary>Present, and another type or value than this.</summary>
    public Condition NotEqual(JsonNode? value) => Compare(ComparisonOperator.NotEqual, value);

    /// <summary>A smaller number or string.</summary>
    public Condition LessThan(JsonNode? value) => Compare(ComparisonOperator.LessThan, value);

    /// <summary>A number or string that is smaller or equal.</summary>
    public Condition LessThanOrEqual(JsonNode? value) => Compare(ComparisonOperator.LessThanOrEqual, value);

    /// <summary>A greater number or string.</summary>
    public Condition GreaterThan(JsonNode? value) => Compare(ComparisonOperator.GreaterThan, value);

    /// <summary>A number or string that is greater or equal.</summary>
    public Condition GreaterThanOrEqual(JsonNode? value) => Compare(ComparisonOperator.GreaterThanOrEqual, value);

    /// <summary>Compared with a value.</summary>
    public Condition Compare(ComparisonOperator comparison, JsonNode? value) => new Condition.Compare(Operand, comparison, new Operand.Literal(value));

    /// <summary>Compared with another attribute of the document, or its size.</summary>
    public Condition Compare(ComparisonOperator comparison, ConditionSubject other) => new Condition.Compare(Operand, comparison, other.Operand);

    /// <summary>From the first to the second, both included.</summary>
    public Condition Between(JsonNode? low, JsonNode? high) => new Condition.All([GreaterThanOrEqual(low), LessThanOrEqual(high)]);

    /// <summary>One of the values; never, when there are none.</summary>
    public Condition In(params ReadOnlySpan<JsonNode?> values)
    {
        var literals = new Operand.Literal[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            literals[index] = new Operand.Literal(values[index]);
        }

        return new Condition.In(Operand, [.. literals]);
    }

    /// <summary>The same string but for case.</summary>
    public Condition EqualIgnoringCase(string text) => new Condition.SameText(Operand, Text(text));

    /// <summary>A string with that beginning.</summary>
    public Condition BeginsWith(string prefix, bool ignoreCase = false) => new Condition.BeginsWith(Operand, Text(prefix)) { IgnoreCase = ignoreCase };

    /// <summary>A string with that end.</summary>
    public Condition EndsWith(string suffix, bool ignoreCase = false) => new Condition.EndsWith(Operand, Text(suffix)) { IgnoreCase = ignoreCase };

    /// <summary>A string with that part, or a list with that element.</summary>
    public Condition Contains(JsonNode? value, bool ignoreCase = false) => new Condition.Contains(Operand, new Operand.Literal(value)) { IgnoreCase = ignoreCase };

    /// <summary>Present, null included.</summary>
    public Condition Exists() => new Condition.Exists(Path);

    /// <summary>Absent or null.</summary>
    public Condition IsNull() => Condition.IsNull(Path);

    /// <summary>Present and of the type.</summary>
    public Condition IsType(DocumentType type) => new Condition.OfType(Path, type);

    /// <summary>A list with an element of which the part is true; the part's paths start at the element.</summary>
    public Condition Any(Condition part) => new Condition.AnyElement(Path, part);

    /// <summary>A list of whose every element the part is true; the part's paths start at the element.</summary>
    public Condition All(Condition part) => new Condition.AllElements(Path, part);

    private static Operand.Literal Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Operand.Literal(text);
    }
}
