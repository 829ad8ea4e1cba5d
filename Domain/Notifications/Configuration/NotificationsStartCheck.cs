using Microsoft.Extensions.Hosting;

namespace Virga.Notifications;

/// <summary>Checks all topics and subscribers before the application takes its first request.</summary>
internal sealed class NotificationsStartCheck(TopicCatalog topics, SubscriberCatalog subscribers, ChannelCatalog channels) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        string[] faults = [.. topics.Faults, .. subscribers.Faults, .. channels.Faults];
        return faults.Length == 0 ? Task.CompletedTask : throw new TopicDefinitionException(faults);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
