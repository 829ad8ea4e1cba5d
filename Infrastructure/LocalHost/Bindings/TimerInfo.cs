namespace Virga.LocalHost;

/// <summary>What a timer function is told of its schedule.</summary>
public sealed class TimerInfo
{
    /// <summary>When the function last ran and will run next; null when the schedule is not remembered.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run is later than it was scheduled.</summary>
    public bool IsPastDue { get; set; }
}
