namespace Virga.CosmosEmulator;

/// <summary>What is made of a subquery's results.</summary>
internal enum SubqueryKind
{
    /// <summary>The one result.</summary>
    Scalar,

    /// <summary>Whether there are results.</summary>
    Exists,

    /// <summary>All results as an array.</summary>
    Array,

    /// <summary>The first result.</summary>
    First,

    /// <summary>The last result.</summary>
    Last,
}
