using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>A test on one document, as data: queries, scans, conditional writes and condition checks all take it, and each store compiles it.</summary>
/// <remarks>
/// <para><see cref="ConditionEvaluator"/> defines the meaning. An absent attribute is not null: every comparison with an absent attribute is false
/// (not-equal too, as in Cosmos DB), so <see cref="Not"/> of it is true; use <see cref="Exists"/> to ask for presence.</para>
/// <para>Comparisons between different types are false except <see cref="ComparisonOperator.NotEqual"/>, which is true when both sides are present.</para>
/// </remarks>
public abstract record Condition
{
    private protected Condition()
    {
    }

    /// <summary>True when every part is; true when there are none.</summary>
    public sealed record All(ImmutableArray<Condition> Parts) : Condition;

    /// <summary>True when at least one part is; false when there are none.</summary>
    public sealed record Any(ImmutableArray<Condition> Parts) : Condition;

    /// <summary>True when the part is false.</summary>
    public sealed record Not(Condition Part) : Condition;

    /// <summary>Two operands compared; see <see cref="ComparisonOperator"/>.</summary>
    public sealed record Compare(Operand Left, ComparisonOperator Operator, Operand Right) : Condition;

    /// <summary>True when the operand is one of the values.</summary>
    public sealed record In(Operand Operand, ImmutableArray<Operand.Literal> Values) : Condition;

    /// <summary>True when both are strings and equal but for case (<see cref="StringComparison.OrdinalIgnoreCase"/>).</summary>
    public sealed record SameText(Operand Left, Operand Right) : Condition;

    /// <summary>True when the operand is a string that starts with the prefix, compared ordinally.</summary>
    public sealed record BeginsWith(Operand Operand, Operand Prefix) : Condition
    {
        /// <summary>Whether case does not count (<see cref="StringComparison.OrdinalIgnoreCase"/>).</summary>
        public bool IgnoreCase { get; init; }
    }

    /// <summary>True when the operand is a string that ends with the suffix, compared ordinally.</summary>
    public sealed record EndsWith(Operand Operand, Operand Suffix) : Condition
    {
        /// <summary>Whether case does not count (<see cref="StringComparison.OrdinalIgnoreCase"/>).</summary>
        public bool IgnoreCase { get; init; }
    }

    /// <summary>True when a string contains the value as a substring, or a list contains it as an element.</summary>
    public sealed record Contains(Operand Operand, Operand Value) : Condition
    {
        /// <summary>Whether case does not count for the substring (<see cref="StringComparison.OrdinalIgnoreCase"/>); elements are always compared exactly.</summary>
        public bool IgnoreCase { get; init; }

        /// <summary>Which of the two is meant: <see cref="DocumentType.String"/> or <see cref="DocumentType.List"/>, where a model says so; null for either.</summary>
        /// <remarks>Anything else there makes the condition false, and an index can answer what is asked of one type only.</remarks>
        public DocumentType? Of { get; init; }
    }

    /// <summary>True when the attribute is there, null included.</summary>
    public sealed record Exists(DocumentPath Path) : Condition;

    /// <summary>True when the attribute is there and of the type.</summary>
    public sealed record OfType(DocumentPath Path, DocumentType Type) : Condition;

    /// <summary>True when the list has an element of which the part is true; false when there is no list.</summary>
    /// <remarks>The part's paths start at the element: <see cref="DocumentPath.Root"/> is the element itself. It cannot ask for what is outside the element.</remarks>
    public sealed record AnyElement(DocumentPath List, Condition Part) : Condition;

    /// <summary>True when the part is true of every element of the list, as of an empty one; false when there is no list. Paths as in <see cref="AnyElement"/>.</summary>
    public sealed record AllElements(DocumentPath List, Condition Part) : Condition;

    /// <summary>Starts a condition on an attribute by its stored names: <c>Condition.On("address", "city").Equal("Oslo")</c>.</summary>
    /// <param name="names">The names from the root, taken literally. None: the element itself, inside <see cref="ConditionSubject.Any"/> and <see cref="ConditionSubject.All"/>.</param>
    public static ConditionSubject On(params ReadOnlySpan<string> names) => On(DocumentPath.Of(names));

    /// <summary>Starts a condition on an attribute by its stored path.</summary>
    public static ConditionSubject On(DocumentPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new ConditionSubject(new Operand.Attribute(path));
    }

    /// <summary>True when the attribute is absent or null: what C# calls null.</summary>
    public static Condition IsNull(DocumentPath path) => new Any([new Not(new Exists(path)), new OfType(path, DocumentType.Null)]);

    /// <summary>Both conditions.</summary>
    public static Condition operator &(Condition left, Condition right) => new All([left, right]);

    /// <summary>Either condition.</summary>
    public static Condition operator |(Condition left, Condition right) => new Any([left, right]);

    /// <summary>The opposite.</summary>
    public static Condition operator !(Condition condition) => new Not(condition);

    /// <summary>Both conditions.</summary>
    public Condition BitwiseAnd(Condition other) => this & other;

    /// <summary>Either condition.</summary>
    public Condition BitwiseOr(Condition other) => this | other;

    /// <summary>The opposite.</summary>
    public Condition LogicalNot() => !this;
}
