using System.Globalization;

namespace Virga.Notifications;

/// <summary>A decimal number as written, normalised: compared digit by digit, so that nothing is lost to binary floating point.</summary>
/// <remarks>The value is 0.d₁d₂d₃… × 10^<c>_magnitude</c>. Exponents beyond ±400 are refused, which bounds the work.</remarks>
internal readonly struct JsonNumber : IComparable<JsonNumber>, IEquatable<JsonNumber>
{
    private const int MaximumLength = 1000;
    private const int MaximumExponent = 400;

    private readonly string? _digits;
    private readonly int _magnitude;
    private readonly bool _negative;

    private JsonNumber(string digits, int magnitude, bool negative)
    {
        _digits = digits;
        _magnitude = magnitude;
        _negative = negative;
    }

    private string Digits => _digits ?? "";

    private int Sign => Digits.Length == 0 ? 0 : _negative ? -1 : 1;

    /// <summary>The number in a text; null when it is none, or out of bounds.</summary>
    public static JsonNumber? Parse(string text) => TryParse(text, out var number) ? number : null;

    /// <summary>Reads JSON's form of a number; a leading plus, leading zeros and a bare point are taken too, for attributes are text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out JsonNumber number)
    {
        number = default;
        if (text.Length is 0 or > MaximumLength)
        {
            return false;
        }

        var negative = text[0] == '-';
        if (text[0] is '-' or '+')
        {
            text = text[1..];
        }

        var exponent = 0;
        var mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || exponent is < -MaximumExponent or > MaximumExponent)
            {
                return false;
            }

            text = text[..mark];
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || !AllDigits(whole) || !AllDigits(fraction))
        {
            return false;
        }

        var all = string.Concat(whole, fraction);
        var digits = all.TrimStart('0');
        var magnitude = whole.Length - (all.Length - digits.Length) + exponent;
        digits = digits.TrimEnd('0');
        number = digits.Length == 0 ? default : new JsonNumber(digits, magnitude, negative);
        return true;
    }

    public int CompareTo(JsonNumber other)
    {
        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        var absolute = _magnitude != other._magnitude ? _magnitude.CompareTo(other._magnitude) : string.CompareOrdinal(Digits, other.Digits);
        return Sign < 0 ? -absolute : absolute;
    }

    public bool Equals(JsonNumber other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is JsonNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Digits, _magnitude, Sign);

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
