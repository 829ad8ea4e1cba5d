namespace Virga.Gateway;

/// <summary>Notifications of accesses for all functions, and how they wait; section <c>Gateway:AccessNotifications</c> of the configuration.</summary>
public sealed class AccessNotificationOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:AccessNotifications";

    /// <summary>The topic that hears of the accesses of every function, beside those of <see cref="NotifyOnAccessAttribute"/>.</summary>
    /// <value>null: only functions with the attribute notify</value>
    public string? Topic { get; set; }

    /// <summary>Functions whose accesses <see cref="Topic"/> does not hear of.</summary>
    /// <value>Health, Live and Ready when left empty</value>
    public IList<string> Except { get; } = [];

    /// <summary>How many notifications wait in memory at most, 1 to 1,000,000; those that find it full are dropped and counted.</summary>
    /// <value>10,000</value>
    public int QueueLength { get; set; } = 10_000;

    /// <summary>How long a stopping app goes on writing what waits, at most 5 minutes.</summary>
    /// <value>10 seconds</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
