namespace Virga.EventGrid;

/// <summary>Event Grid's operators, by the names they have in its API.</summary>
/// <remarks>Values are alternatives. A key without a comparable value (missing, null, of another type) matches <see cref="NumberNotIn"/>, <see cref="StringNotIn"/> and <see cref="IsNullOrUndefined"/> only. Strings compare ignoring case. On arrays, positive operators want one element, negative ones none.</remarks>
public enum AdvancedFilterOperator
{
    /// <summary>One of the numbers.</summary>
    NumberIn,

    /// <summary>None of the numbers.</summary>
    NumberNotIn,

    /// <summary>Less than the number.</summary>
    NumberLessThan,

    /// <summary>Less than the number, or it.</summary>
    NumberLessThanOrEquals,

    /// <summary>Greater than the number.</summary>
    NumberGreaterThan,

    /// <summary>Greater than the number, or it.</summary>
    NumberGreaterThanOrEquals,

    /// <summary>Within one of the ranges, ends included.</summary>
    NumberInRange,

    /// <summary>Outside of all ranges, ends included in them.</summary>
    NumberNotInRange,

    /// <summary>The boolean.</summary>
    BoolEquals,

    /// <summary>One of the strings.</summary>
    StringIn,

    /// <summary>None of the strings.</summary>
    StringNotIn,

    /// <summary>Contains one of the strings.</summary>
    StringContains,

    /// <summary>Contains none of the strings.</summary>
    StringNotContains,

    /// <summary>Begins with one of the strings.</summary>
    StringBeginsWith,

    /// <summary>Begins with none of the strings.</summary>
    StringNotBeginsWith,

    /// <summary>Ends with one of the strings.</summary>
    StringEndsWith,

    /// <summary>Ends with none of the strings.</summary>
    StringNotEndsWith,

    /// <summary>Missing or null.</summary>
    IsNullOrUndefined,

    /// <summary>There, and not null.</summary>
    IsNotNull,
}
