using Microsoft.Extensions.Hosting;
using Virga.Notifications;

namespace Integration.LocalHost;

/// <summary>Leaves a queue as a process does that is killed while it works on a message: taken for ten minutes, and never given back.</summary>
internal sealed class DiedAtWork(IMessageQueue queue) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await queue.SendAsync("texts", BinaryData.FromString("left"), cancellationToken: cancellationToken);
        await queue.ReceiveAsync("texts", 1, TimeSpan.FromMinutes(10), cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
