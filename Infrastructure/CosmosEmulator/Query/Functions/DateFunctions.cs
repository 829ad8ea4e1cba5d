using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Functions that make points in time and change their form.</summary>
internal static class DateFunctions
{
    public static IEnumerable<Function> All() =>
    [
        new("GETCURRENTDATETIME", 0, 0, (_, row) => DateTimeText.Write(row.Now.UtcDateTime)),
        new("NOW", 0, 0, (_, row) => DateTimeText.Write(row.Now.UtcDateTime)),
        new("AGO", 2, 2, (arguments, row) => DatePartFunctions.Add(arguments[0], arguments[1], row.Now.UtcDateTime, -1)),
        new("GETCURRENTDATETIMESTATIC", 0, 0, (_, row) => DateTimeText.Write(row.Now.UtcDateTime)),
        new("GETCURRENTTIMESTAMP", 0, 0, (_, row) => Value.Of(row.Now.ToUnixTimeMilliseconds())),
        new("GETCURRENTTIMESTAMPSTATIC", 0, 0, (_, row) => Value.Of(row.Now.ToUnixTimeMilliseconds())),
        new("GETCURRENTTICKS", 0, 0, (_, row) => Value.Of((row.Now.UtcDateTime - DateTime.UnixEpoch).Ticks)),
        new("GETCURRENTTICKSSTATIC", 0, 0, (_, row) => Value.Of((row.Now.UtcDateTime - DateTime.UnixEpoch).Ticks)),
        new("IS_DATETIME", 1, 1, (arguments, row) => arguments[0].IsUndefined ? Value.Undefined : Value.Of(DateTimeText.TryRead(arguments[0], out DateTime _))),
        new("DATETIMEFORMAT", 2, 2, (arguments, _) => Format(arguments)),
        new("DATETIMETOTICKS", 1, 1, (arguments, _) => DateTimeText.TryRead(arguments[0], out var time) ? Value.Of((time - DateTime.UnixEpoch).Ticks) : Value.Undefined),
        new("DATETIMETOTIMESTAMP", 1, 1, (arguments, _) =>
            DateTimeText.TryRead(arguments[0], out var time) ? Value.Of((long)Math.Floor((time - DateTime.UnixEpoch).Ticks / (double)TimeSpan.TicksPerMillisecond)) : Value.Undefined),
        new("TICKSTODATETIME", 1, 1, (arguments, _) => FromTicks(arguments[0], 1)),
        new("TIMESTAMPTODATETIME", 1, 1, (arguments, _) => FromTicks(arguments[0], TimeSpan.TicksPerMillisecond)),
        new("DATETIMEFROMPARTS", 3, 7, (arguments, _) => FromParts(arguments)),
    ];

    private static Value FromTicks(Value value, long unit) =>
        value.TryGetInteger(out var count) && DateTimeText.TryFromUnixTicks((Int128)count * unit, out var time) ? DateTimeText.Write(time) : Value.Undefined;

    private static Value Format(Value[] arguments)
    {
        if (!DateTimeText.TryRead(arguments[0], out var time) || arguments[1].Kind != ValueKind.String)
        {
            return Value.Undefined;
        }

        try
        {
            // One letter alone would be one of .NET's own formats.
            var format = arguments[1].Text;
            return Value.Of(time.ToString(format.Length == 1 ? "%" + format : format, CultureInfo.InvariantCulture));
        }
        catch (FormatException)
        {
            return Value.Undefined;
        }
    }

    private static Value FromParts(Value[] arguments)
    {
        var parts = new int[7];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Arguments.IsInt(arguments[i], out parts[i]) || parts[i] < 0)
            {
                return Value.Undefined;
            }
        }

        var (year, month, day) = (parts[0], parts[1], parts[2]);
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || parts[3] > 23 || parts[4] > 59 || parts[5] > 59 || parts[6] > 9_999_999)
        {
            return Value.Undefined;
        }

        return DateTimeText.Write(new DateTime(year, month, day, parts[3], parts[4], parts[5], DateTimeKind.Utc).AddTicks(parts[6]));
    }
}
