using System.Globalization;
using System.Text;

namespace Virga.Notifications;

/// <summary>A decimal number as written, normalised: compared digit by digit, so that nothing is lost to binary floating point.</summary>
/// <remarks>
/// The value is 0.d₁d₂d₃… × 10^<c>_magnitude</c>. The first 38 digits are two integers of 19 each, filled up with zeros; only a longer number needs memory.
/// Exponents beyond ±400 are refused, which bounds the work.
/// </remarks>
internal readonly struct JsonNumber : IComparable<JsonNumber>, IEquatable<JsonNumber>
{
    private const int MaximumLength = 1000;
    private const int MaximumExponent = 400;
    private const int Half = 19;

    private static readonly ulong[] Powers = [.. Enumerable.Range(0, Half + 1).Select(exponent => Enumerable.Repeat(10UL, exponent).Aggregate(1UL, (left, right) => left * right))];

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly string? _rest;
    private readonly int _magnitude;
    private readonly bool _negative;

    private JsonNumber(ulong first, ulong second, string? rest, int magnitude, bool negative)
    {
        _first = first;
        _second = second;
        _rest = rest;
        _magnitude = magnitude;
        _negative = negative;
    }

    private int Sign => _first == 0 ? 0 : _negative ? -1 : 1;

    /// <summary>The number in a text; null when it is none, or out of bounds.</summary>
    public static JsonNumber? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > MaximumLength)
        {
            return null;
        }

        Span<byte> ascii = stackalloc byte[text.Length];
        return Ascii.FromUtf16(text, ascii, out _) == System.Buffers.OperationStatus.Done ? Parse(ascii) : null;
    }

    /// <summary>Reads JSON's form of a number; a leading plus, leading zeros and a bare point are taken too, for attributes are text.</summary>
    public static JsonNumber? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MaximumLength)
        {
            return null;
        }

        var exponent = 0;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || exponent is < -MaximumExponent or > MaximumExponent)
            {
                return null;
            }

            text = text[..mark];
        }

        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..])
        {
            text = text[1..];
        }

        return ReadDigits(text, exponent, negative);
    }

    /// <summary>The nearest double; null when it would be infinite.</summary>
    public double? ToDouble()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{(_negative ? "-" : "")}0.{_first:D19}{_second:D19}{_rest}e{_magnitude}");
        return double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;
    }

    public int CompareTo(JsonNumber other)
    {
        var sign = Sign;
        if (sign != other.Sign)
        {
            return sign.CompareTo(other.Sign);
        }

        return sign < 0 ? -CompareAbsolute(other) : CompareAbsolute(other);
    }

    public bool Equals(JsonNumber other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is JsonNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_first, _second, _rest, _magnitude, Sign);

    private static JsonNumber? ReadDigits(ReadOnlySpan<byte> text, int magnitude, bool negative)
    {
        ulong first = 0, second = 0;
        int digits = 0, point = -1, restFrom = -1, seen = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '.' && point < 0)
            {
                point = index;
                continue;
            }

            var digit = (uint)(text[index] - '0');
            if (digit > 9)
            {
                return null;
            }

            seen++;
            if (digits == 0 && digit == 0)
            {
                magnitude -= point < 0 ? 0 : 1;
                continue;
            }

            switch (digits++)
            {
                case < Half:
                    first = (first * 10) + digit;
                    break;
                case < 2 * Half:
                    second = (second * 10) + digit;
                    break;
                case 2 * Half:
                    restFrom = index;
                    break;
            }

            magnitude += point < 0 ? 1 : 0;
        }

        if (seen == 0 || digits == 0)
        {
            return seen == 0 ? null : default(JsonNumber);
        }

        first *= Powers[Math.Max(0, Half - digits)];
        second *= Powers[Math.Clamp((2 * Half) - digits, 0, Half)];
        return new JsonNumber(first, second, restFrom < 0 ? null : Rest(text[restFrom..]), magnitude, negative);
    }

    private static string? Rest(ReadOnlySpan<byte> text)
    {
        var rest = Encoding.ASCII.GetString(text).Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        return rest.Length == 0 ? null : rest;
    }

    private int CompareAbsolute(JsonNumber other)
    {
        if (_magnitude != other._magnitude)
        {
            return _magnitude.CompareTo(other._magnitude);
        }

        if (_first != other._first)
        {
            return _first.CompareTo(other._first);
        }

        return _second != other._second ? _second.CompareTo(other._second) : string.CompareOrdinal(_rest ?? "", other._rest ?? "");
    }
}
