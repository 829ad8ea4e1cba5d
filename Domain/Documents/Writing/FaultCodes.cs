namespace Virga.Documents;

/// <summary>The codes of <see cref="DocumentFault"/>.</summary>
public static class FaultCodes
{
    /// <summary>The value has another JSON type or format than the model says.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A number that JSON numbers in Cosmos DB (IEEE 754 doubles) cannot hold exactly.</summary>
    public const string NotExact = "not-exact";

    /// <summary>The model refuses attributes it does not know.</summary>
    public const string UnknownAttribute = "unknown-attribute";

    /// <summary>An attribute was given under two of its names.</summary>
    public const string AliasConflict = "alias-conflict";

    /// <summary>The attribute must have a value.</summary>
    public const string Required = "required";

    /// <summary>A string or list is shorter than allowed.</summary>
    public const string TooShort = "too-short";

    /// <summary>A string or list is longer than allowed, or a key than the store takes.</summary>
    public const string TooLong = "too-long";

    /// <summary>A value is outside its range.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>The value is not one of those allowed.</summary>
    public const string NotAllowed = "not-allowed";

    /// <summary>The string does not match its pattern.</summary>
    public const string PatternMismatch = "pattern-mismatch";

    /// <summary>A rule of the model's own says no, or its transform or computation failed on the value.</summary>
    public const string Invalid = "invalid";

    /// <summary>The document says another key than the request.</summary>
    public const string KeyMismatch = "key-mismatch";

    /// <summary>The document says another partition than the request.</summary>
    public const string PartitionMismatch = "partition-mismatch";

    /// <summary>The attribute is written by the framework or never changes once written.</summary>
    public const string ReadOnly = "read-only";

    /// <summary>An update changes the attribute twice, or it and something inside it.</summary>
    public const string Overlap = "overlapping-change";
}
