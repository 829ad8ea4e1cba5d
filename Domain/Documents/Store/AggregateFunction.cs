namespace Virga.Documents;

/// <summary>What an aggregate makes of the values of many documents.</summary>
public enum AggregateFunction
{
    /// <summary>How many there are.</summary>
    Count,

    /// <summary>Their sum, as an IEEE 754 double.</summary>
    Sum,

    /// <summary>The smallest.</summary>
    Minimum,

    /// <summary>The greatest.</summary>
    Maximum,
}
