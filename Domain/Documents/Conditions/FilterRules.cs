namespace Virga.Documents;

/// <summary>What a filter written as text may ask, and how much.</summary>
public sealed record FilterRules
{
    /// <summary>The defaults.</summary>
    public static readonly FilterRules Default = new();

    /// <summary>The attributes that may be asked for, as the model shows them, with dots: <c>age</c>, <c>address.city</c>. One allows what is inside it too.</summary>
    /// <value>null: every attribute of the model</value>
    public IReadOnlyCollection<string>? Attributes { get; init; }

    /// <summary>The most characters, 1 or more.</summary>
    /// <value>2,000</value>
    public int Length { get; init; } = 2000;

    /// <summary>The most comparisons and calls, each value of an <c>in</c> counted, 1 or more.</summary>
    /// <value>50</value>
    public int Terms { get; init; } = 50;

    /// <summary>How deep groups, <c>not</c>, <c>any</c> and <c>all</c> may be in each other, 1 or more.</summary>
    /// <value>8</value>
    public int Depth { get; init; } = 8;
}
