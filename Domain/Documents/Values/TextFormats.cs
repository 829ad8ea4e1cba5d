using System.Globalization;

namespace Virga.Documents;

/// <summary>The one spelling of each value that is kept as text. Those of points in time and dates order as the values do.</summary>
internal static class TextFormats
{
    public const int InstantLength = 28;

    /// <summary>Of a UTC <see cref="System.DateTime"/>: seven decimals and a Z. The runtime writes it without reading a pattern.</summary>
    public const string Instant = "o";

    // RFC 3339: seconds and offset are required, so that a text means the same instant on every machine.
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private static readonly string[] Times = ["HH:mm:ss", "HH:mm", "HH:mm:ss.FFFFFFF"];

    public static readonly TextFormatShape Guid = new("a UUID", "uuid", ordered: true, static text =>
        System.Guid.TryParseExact(text, "D", out var id) ? id.ToString("D") : null);

    public static readonly TextFormatShape DateTime = new("a point in time with its offset (RFC 3339)", "date-time", ordered: true, static text =>
        TryReadInstant(text, out var instant) ? Write(instant) : null)
    {
        Ticks = new TickFormat(
            static text => TryReadInstant(text, out var instant) ? instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks : throw new FormatException(text),
            static ticks => Write(DateTimeOffset.UnixEpoch.AddTicks(ticks))),
    };

    public static readonly TextFormatShape Date = new("a date (yyyy-mm-dd)", "date", ordered: true, static text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null)
    {
        Ticks = new TickFormat(
            static text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDateTime(default).Ticks - DateTimeOffset.UnixEpoch.Ticks,
            static ticks => DateOnly.FromDateTime(System.DateTime.UnixEpoch.AddTicks(ticks)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };

    public static readonly TextFormatShape Time = new("a time of day (hh:mm:ss)", "time", ordered: true, static text =>
        TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture) : null);

    // [d.]hh:mm:ss: days come first only when there are any, so the text does not order as the spans do.
    public static readonly TextFormatShape Span = new("a time span ([d.]hh:mm:ss)", null, ordered: false, static text =>
        TimeSpan.TryParseExact(text, ["c", "g"], CultureInfo.InvariantCulture, out var span) ? span.ToString("c", CultureInfo.InvariantCulture) : null)
    {
        Ticks = new TickFormat(
            static text => TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture).Ticks,
            static ticks => new TimeSpan(ticks).ToString("c", CultureInfo.InvariantCulture)),
    };

    public static readonly TextFormatShape Uri = new("a URI", "uri-reference", ordered: false, static text =>
        System.Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _) ? text : null);

    public static readonly TextFormatShape Bytes = new("bytes in base64", null, ordered: false, static text =>
        System.Buffers.Text.Base64.IsValid(text) ? text : null);

    public static readonly TextFormatShape Character = new("one character", null, ordered: true, static text =>
        text.Length == 1 ? text : null);

    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    public static bool TryReadInstant(string text, out DateTimeOffset instant)
    {
        if (text.Length == InstantLength && text.EndsWith('Z') && DateTimeOffset.TryParseExact(text, "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out instant))
        {
            return true;
        }

        instant = default;
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }
}
