using System.Globalization;

namespace Virga.Notifications;

/// <summary>Times as records and envelopes carry them: UTC, to the millisecond, always 24 characters, so that their text sorts as they do. Read is what the Functions host makes of them, too: without zeros at the end.</summary>
internal static class MessageTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string Readable = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

    public static DateTimeOffset Truncate(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Readable, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
