using System.Globalization;
using System.Text.Json;

namespace Virga.Notifications;

/// <summary>One attribute of a message, as SNS has them: a data type and a value in text form.</summary>
/// <param name="Type"><c>String</c>, <c>Number</c>, <c>Binary</c>, <c>String.Array</c>, or one of the first three with a suffix of your own (<c>Number.int</c>).</param>
/// <param name="Value">The value: text, a number's text, base64 for Binary, a JSON array for String.Array.</param>
public sealed record MessageAttribute(string Type, string Value)
{
    /// <summary>The longest name, in characters: 256 (SNS).</summary>
    public const int MaximumNameLength = 256;

    /// <summary>Text.</summary>
    public static MessageAttribute OfString(string value) => new("String", value);

    /// <summary>A whole number.</summary>
    public static MessageAttribute OfNumber(long value) => new("Number", value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A decimal number.</summary>
    public static MessageAttribute OfNumber(decimal value) => new("Number", value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A floating-point number.</summary>
    public static MessageAttribute OfNumber(double value) => new("Number", value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Bytes. Filter policies do not see them (SNS).</summary>
    public static MessageAttribute OfBinary(ReadOnlySpan<byte> value) => new("Binary", Convert.ToBase64String(value));

    /// <summary>A list of texts; filter policies match when any of them does.</summary>
    public static MessageAttribute OfStringArray(IEnumerable<string> values) => new("String.Array", JsonSerializer.Serialize(values, NotificationsJson.Default.IEnumerableString));

    internal bool IsList => Type == "String.Array";

    internal bool IsBinary => Type.StartsWith("Binary", StringComparison.Ordinal);

    internal bool IsNumber => Type.StartsWith("Number", StringComparison.Ordinal);
}
