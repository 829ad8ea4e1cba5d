namespace Virga.CosmosEmulator;

/// <summary>Functions that count in parts of a date: add, difference, part and bin.</summary>
internal static class DatePartFunctions
{
    public static IEnumerable<Function> All() =>
    [
        new("DATETIMEADD", 3, 3, (arguments, _) => Add(arguments)),
        new("DATETIMEDIFF", 3, 3, (arguments, _) => Difference(arguments)),
        new("DATETIMEPART", 2, 2, (arguments, _) => Part(arguments)),
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

    private static Value Add(Value[] arguments)
    {
        var part = PartName(arguments[0]);
        if (!Arguments.IsInt(arguments[1], out var count) || !DateTimeText.TryRead(arguments[2], out var time))
        {
            return Value.Undefined;
        }

        try
        {
            return part switch
            {
                "year" => DateTimeText.Write(time.AddYears(count)),
                "month" => DateTimeText.Write(time.AddMonths(count)),
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
            "nanosecond" => Value.Of((double)(end.Ticks - start.Ticks) * 100),
            _ when TicksOf(part) is > 0 and var ticks => Value.Of((double)((end.Ticks / ticks) - (start.Ticks / ticks))),
            _ => Value.Undefined,
        };
    }

    private static Value Part(Value[] arguments)
    {
        if (!DateTimeText.TryRead(arguments[1], out var time))
        {
            return Value.Undefined;
        }

        var fraction = time.Ticks % TimeSpan.TicksPerSecond;
        return PartName(arguments[0]) switch
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
            || TicksOf(PartName(arguments[1])) is not (> 0 and var ticks))
        {
            return Value.Undefined;
        }

        var width = (double)ticks * size;
        var start = origin.Ticks + (Math.Floor((time.Ticks - origin.Ticks) / width) * width);
        return start < 0 || start > DateTime.MaxValue.Ticks ? Value.Undefined : DateTimeText.Write(new DateTime((long)start, DateTimeKind.Utc));
    }
}
