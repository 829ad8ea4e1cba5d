using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>The one form in which the query language writes points in time: <c>2026-11-23T12:00:00.0000000Z</c>.</summary>
internal static class DateTimeText
{
    /// <summary>A date; with a time after T or a blank, whose second may have up to seven digits of a fraction; and a Z, for it is always UTC.</summary>
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'Z'", "yyyy-MM-dd",
    ];

    public static Value Write(DateTime time) => Value.Of(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));

    public static bool TryRead(Value value, out DateTime time)
    {
        time = default;
        return value.Kind == ValueKind.String
            && DateTime.TryParseExact(value.Text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out time);
    }

    /// <summary>A point in time of 100 ns ticks since 1970; false outside the years 1 to 9999.</summary>
    public static bool TryFromUnixTicks(Int128 ticks, out DateTime time)
    {
        time = default;
        if (ticks + DateTime.UnixEpoch.Ticks < 0 || ticks + DateTime.UnixEpoch.Ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = DateTime.UnixEpoch.AddTicks((long)ticks);
        return true;
    }
}
