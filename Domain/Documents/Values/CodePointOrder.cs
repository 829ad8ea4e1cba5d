namespace Virga.Documents;

/// <summary>The order of strings in the store: by code point, which is the order of their UTF-8 bytes.</summary>
/// <remarks>It differs from <see cref="StringComparer.Ordinal"/> only between characters beyond U+FFFF (surrogates in UTF-16) and U+E000 to U+FFFF.</remarks>
internal static class CodePointOrder
{
    public static int Compare(string left, string right)
    {
        var shorter = Math.Min(left.Length, right.Length);
        var common = left.AsSpan().CommonPrefixLength(right);
        return common == shorter ? left.Length.CompareTo(right.Length) : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // Puts surrogates after everything else in the basic plane.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
