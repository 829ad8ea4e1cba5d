using System.Globalization;

namespace Virga.Documents;

/// <summary>Numbers as text that orders as they do: a sign, the count of whole digits, the digits. Negative ones have every digit turned round.</summary>
/// <remarks><c>12.5</c> is <c>p00212.5</c>, <c>-12.5</c> is <c>n99787.4~</c>. Equal numbers have equal texts, so 1.50 is stored as 1.5.</remarks>
internal static class SortableNumber
{
    public const int MostDigits = 999;

    private const char End = '~';

    /// <summary>The sortable text of a number in plain spelling: see <see cref="TryPlain"/>.</summary>
    public static string Write(string plain)
    {
        var isNegative = plain[0] == '-';
        var digits = isNegative ? plain[1..] : plain;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var text = (point < 0 ? digits.Length : point).ToString("D3", CultureInfo.InvariantCulture) + digits;
        return isNegative ? $"n{TurnRound(text)}{End}" : $"p{text}";
    }

    /// <summary>The plain spelling of a sortable text, or null when it is none.</summary>
    public static string? Read(string text)
    {
        var isNegative = text.StartsWith('n');
        if (text.Length < 5 || !(isNegative ? text.EndsWith(End) : text[0] == 'p'))
        {
            return null;
        }

        var body = isNegative ? TurnRound(text[1..^1]) : text[1..];
        var number = (isNegative ? "-" : "") + body[3..];
        return TryPlain(number, out var plain) && plain == number && Write(plain) == text ? plain : null;
    }

    /// <summary>A JSON number without exponent, needless zeros and minus zero; false when it is no number or has more than <see cref="MostDigits"/> whole digits or decimals.</summary>
    public static bool TryPlain(string json, out string plain)
    {
        plain = "";
        var isNegative = json.StartsWith('-');
        var rest = json.AsSpan(isNegative ? 1 : 0);
        var exponent = 0;
        if (rest.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            if (!int.TryParse(rest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MostDigits)
            {
                return false;
            }

            rest = rest[..e];
        }

        var point = rest.IndexOf('.');
        var whole = (point < 0 ? rest : rest[..point]).ToString();
        var fraction = point < 0 ? "" : rest[(point + 1)..].ToString();
        if (whole.Length == 0 || !whole.All(char.IsAsciiDigit) || !fraction.All(char.IsAsciiDigit) || whole.Length + fraction.Length > 2 * MostDigits)
        {
            return false;
        }

        (whole, fraction) = Shift(whole, fraction, exponent);
        whole = whole.TrimStart('0') is { Length: > 0 } significant ? significant : "0";
        fraction = fraction.TrimEnd('0');
        var number = fraction.Length == 0 ? whole : $"{whole}.{fraction}";
        plain = isNegative && number != "0" ? "-" + number : number;
        return whole.Length <= MostDigits && fraction.Length <= MostDigits;
    }

    private static (string Whole, string Fraction) Shift(string whole, string fraction, int exponent)
    {
        if (exponent >= 0)
        {
            var padded = fraction.PadRight(exponent, '0');
            return (whole + padded[..exponent], padded[exponent..]);
        }

        var filled = whole.PadLeft(1 - exponent, '0');
        return (filled[..^-exponent], filled[^-exponent..] + fraction);
    }

    private static string TurnRound(string text) =>
        string.Create(text.Length, text, static (turned, given) =>
        {
            for (var index = 0; index < turned.Length; index++)
            {
                turned[index] = char.IsAsciiDigit(given[index]) ? (char)('9' - given[index] + '0') : given[index];
            }
        });
}
