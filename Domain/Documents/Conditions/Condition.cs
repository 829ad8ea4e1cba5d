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

    /// <summary>True when the operand is a string that starts with the prefix, compared ordinally.</summary>
    public sealed record BeginsWith(Operand Operand, Operand Prefix) : Condition;

    /// <summary>True when a string contains the value as a substring, or a list contains it as an element.</summary>
    public sealed record Contains(Operand Operand, Operand Value) : Condition;

    /// <summary>True when the attribute is there, null included.</summary>
    public sealed record Exists(DocumentPath Path) : Condition;

    /// <summary>True when the attribute is there and of the type.</summary>
    public sealed record OfType(DocumentPath Path, DocumentType Type) : Condition;

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
