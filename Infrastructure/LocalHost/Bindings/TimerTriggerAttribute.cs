namespace Virga.LocalHost;

/// <summary>Starts the function on a schedule.</summary>
/// <param name="schedule">Six-field NCrontab (<c>{second} {minute} {hour} {day} {month} {day of week}</c>, UTC), a <see cref="TimeSpan"/>, or <c>%setting%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The schedule.</summary>
    public string Schedule { get; private set; } = schedule;

    /// <summary>Whether the last run is remembered over restarts, so that a missed one is made up for.</summary>
    /// <value>True. Schedules that recur within a minute are never remembered.</value>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs when the host starts.</summary>
    /// <value>False.</value>
    public bool RunOnStartup { get; set; }
}
