namespace Virga.CosmosEmulator;

/// <summary>Functions that count in parts of a date: add, difference, part and bin.</summary>
internal static class DatePartFunctions
{
    public static IEnumerable<Function> All() =>
    [
        new("DATETIMEADD", 3, 3, (arguments, _) => DateTimeText.TryRead(arguments[2], out var time) ? Add(arguments[0], arguments[1], time, 1) : Value.Undefined),
        new("DATETIMEDIFF", 3, 3, (arguments, _) => Difference(arguments)),
        new("DATETIMEPART", 2, 2, (arguments, _) => Part(PartName(arguments[0]), arguments[1])),
        new("YEAR", 1, 1, (arguments, _) => Part("year", arguments[0])),
        new("MONTH", 1, 1, (arguments, _) => Part("month", arguments[0])),
        new("DAY", 1, 1, (arguments, _) => Part("day", arguments[0])),
        new("DATETIMEBIN", 2, 4, (arguments, _) => Bin(arguments)),
    ];

    private static string? PartName(Value value) => value.Kind != ValueKind.String ? null : value.Text.ToLowerInvariant() switch
    {
        "year" or "yyyy" or "yy" => "year",
        "month" or "mm" or "m" => "month",
        "day" or "dd" or "d" => "day",
        "hour" or "hh" => "hour",
        "minute" or "mi" or "n" => "minute",
        "second" or "ss" or "s" => "second",
        "millisecond" or "ms" => "millisecond",
        "microsecond" or "mcs" => "microsecond",
        "nanosecond" or "ns" => "nanosecond",
        "weekday" or "dw" or "w" => "weekday",
        _ => null,
    };

    private static long TicksOf(string? part) => part switch
    {
        "day" => TimeSpan.TicksPerDay,
        "hour" => TimeSpan.TicksPerHour,
        "minute" => TimeSpan.TicksPerMinute,
        "second" => TimeSpan.TicksPerSecond,
        "millisecond" => TimeSpan.TicksPerMillisecond,
        "microsecond" => TimeSpan.TicksPerMicrosecond,
        _ => 0,
    };

    /// <summary>The time so many parts later, or earlier when <paramref name="sign"/> is -1.</summary>
    public static Value Add(Value name, Value value, DateTime time, int sign)
    {
        if (!value.TryGetInteger(out var count))
        {
            return Value.Undefined;
        }

        try
        {
            count = checked(count * sign);
            var part = PartName(name);
            return part switch
            {
                "year" => DateTimeText.Write(time.AddYears(checked((int)count))),
                "month" => DateTimeText.Write(time.AddMonths(checked((int)count))),
                "nanosecond" => DateTimeText.Write(time.AddTicks(count / 100)),
                _ when TicksOf(part) is > 0 and var ticks => DateTimeText.Write(time.AddTicks(checked(ticks * count))),
                _ => Value.Undefined,
            };
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return Value.Undefined;
        }
    }

    private static long Nanoseconds(string? part) => part == "nanosecond" ? 1 : TicksOf(part) * 100;

    private static Value Difference(Value[] arguments)
    {
        if (!DateTimeText.TryRead(arguments[1], out var start) || !DateTimeText.TryRead(arguments[2], out var end))
        {
            return Value.Undefined;
        }

        // Boundaries crossed, not time elapsed.
        var part = PartName(arguments[0]);
        return part switch
        {
            "year" => Value.Of(end.Year - start.Year),
            "month" => Value.Of(((end.Year - start.Year) * 12) + end.Month - start.Month),
            "nanosecond" => (Int128)(end.Ticks - start.Ticks) * 100 is var difference && difference >= long.MinValue && difference <= long.MaxValue
                ? Value.Of((long)difference)
                : Value.Undefined,
            _ when TicksOf(part) is > 0 and var ticks => Value.Of((end.Ticks / ticks) - (start.Ticks / ticks)),
            _ => Value.Undefined,
        };
    }

    private static Value Part(string? part, Value value)
    {
        if (!DateTimeText.TryRead(value, out var time))
        {
            return Value.Undefined;
        }

        var fraction = time.Ticks % TimeSpan.TicksPerSecond;
        return part switch
        {
            "year" => Value.Of(time.Year),
            "month" => Value.Of(time.Month),
            "day" => Value.Of(time.Day),
            "hour" => Value.Of(time.Hour),
            "minute" => Value.Of(time.Minute),
            "second" => Value.Of(time.Second),
            "millisecond" => Value.Of(fraction / TimeSpan.TicksPerMillisecond),
            "microsecond" => Value.Of(fraction / TimeSpan.TicksPerMicrosecond),
            "nanosecond" => Value.Of(fraction * 100),
            "weekday" => Value.Of((int)time.DayOfWeek + 1),
            _ => Value.Undefined,
        };
    }

    private static Value Bin(Value[] arguments)
    {
        var size = 1;
        var origin = DateTime.UnixEpoch;
        if (!DateTimeText.TryRead(arguments[0], out var time)
            || (arguments.Length > 2 && (!Arguments.IsInt(arguments[2], out size) || size <= 0))
            || (arguments.Length > 3 && !DateTimeText.TryRead(arguments[3], out origin))
            || origin.Year < 1601
            || Nanoseconds(PartName(arguments[1])) is not (> 0 and var unit))
        {
            return Value.Undefined;
        }

        // In nanoseconds, for a bin may be smaller than a tick.
        var width = (Int128)unit * size;
        var distance = (Int128)(time.Ticks - origin.Ticks) * 100;
        var rest = distance % width;
        var start = origin.Ticks + ((distance - (rest < 0 ? rest + width : rest)) / 100);
        return start < 0 || start > DateTime.MaxValue.Ticks ? Value.Undefined : DateTimeText.Write(new DateTime((long)start, DateTimeKind.Utc));
    }
}
