namespace Virga.Documents;

/// <summary>How <see cref="long"/>, <see cref="ulong"/> and <see cref="decimal"/> are kept in the store. Models, JSON and HTTP show them as numbers whatever is chosen.</summary>
public enum NumberStorage
{
    /// <summary>A JSON number, which Cosmos DB keeps as an IEEE 754 double. A value that would be rounded is refused with <see cref="FaultCodes.NotExact"/>.</summary>
    Number,

    /// <summary>Text with every digit, written so that texts order as the numbers do: range conditions and orderings stay right, sums in the store do not.</summary>
    Text,
}
