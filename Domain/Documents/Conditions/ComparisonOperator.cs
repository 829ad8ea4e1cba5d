namespace Virga.Documents;

/// <summary>How two operands are compared.</summary>
public enum ComparisonOperator
{
    /// <summary>Same type and value; lists and objects deeply.</summary>
    Equal,

    /// <summary>Both present and not <see cref="Equal"/>.</summary>
    NotEqual,

    /// <summary>Two numbers or two strings (ordinal), the left smaller.</summary>
    LessThan,

    /// <summary>Two numbers or two strings (ordinal), the left smaller or equal.</summary>
    LessThanOrEqual,

    /// <summary>Two numbers or two strings (ordinal), the left greater.</summary>
    GreaterThan,

    /// <summary>Two numbers or two strings (ordinal), the left greater or equal.</summary>
    GreaterThanOrEqual,
}
