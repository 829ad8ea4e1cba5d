using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Makes dead letters of the events that Event Grid gave up. A timer and not a blob trigger: it is there in both hosts, and five minutes late are nothing to an event that was tried for a day.</summary>
public sealed class CollectDeadEventsFunction(DeadEventCollector collector)
{
    /// <summary>Collects once every five minutes.</summary>
    [Function("CollectDeadEvents")]
    public Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => collector.CollectAsync(cancellationToken);
}
