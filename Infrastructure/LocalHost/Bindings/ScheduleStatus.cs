namespace Virga.LocalHost;

/// <summary>A timer's schedule, as remembered.</summary>
public sealed class ScheduleStatus
{
    /// <summary>The last occurrence of the schedule for which the function ran, in UTC.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence, in UTC.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written, in UTC.</summary>
    public DateTime LastUpdated { get; set; }
}
