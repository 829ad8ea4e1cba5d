using System.Globalization;

namespace Virga.Gateway;

/// <summary>One period of a quota: what its counter is called, and when it ends.</summary>
internal readonly record struct QuotaWindow(string Name, QuotaPeriod Period, DateTimeOffset Start, DateTimeOffset End)
{
    public static QuotaWindow At(QuotaPeriod period, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var (start, end) = period switch
        {
            QuotaPeriod.Day => (day, day.AddDays(1)),
            QuotaPeriod.Week => (Monday(day), Monday(day).AddDays(7)),
            _ => (day.AddDays(1 - day.Day), day.AddDays(1 - day.Day).AddMonths(1)),
        };
        return new QuotaWindow($"{start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {period}", period, start, end);
    }

    private static DateTimeOffset Monday(DateTimeOffset day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
