using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NCrontab;

namespace Virga.LocalHost;

/// <summary>When a timer function runs.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? cron, TimeSpan interval) => (_cron, _interval) = (cron, interval);

    /// <summary>Reads NCrontab of five or six fields, or a time span.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TimerSchedule? schedule)
    {
        schedule = null;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && text.Contains(':', StringComparison.Ordinal))
        {
            schedule = interval > TimeSpan.Zero ? new TimerSchedule(null, interval) : null;
        }
        else
        {
            var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
            schedule = cron is null ? null : new TimerSchedule(cron, TimeSpan.Zero);
        }

        return schedule is not null;
    }

    /// <summary>The first occurrence after a moment.</summary>
    public DateTime Next(DateTime utc) => _cron is null ? utc + _interval : DateTime.SpecifyKind(_cron.GetNextOccurrence(utc), DateTimeKind.Utc);

    /// <summary>Whether occurrences are less than a minute apart: the Functions host does not remember such schedules.</summary>
    public bool IsFrequent(DateTime utc)
    {
        for (var (i, last) = (0, Next(utc)); i < 5; i++)
        {
            var next = Next(last);
            if (next - last < TimeSpan.FromMinutes(1))
            {
                return true;
            }

            last = next;
        }

        return false;
    }
}
