using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Checks the HTTP functions before the app takes its first request, so that a wrong route or a missing declaration stops the start.</summary>
internal sealed class GatewayStart(GatewayStartCheck check, GatewayEndpoints endpoints) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        check.Verify(endpoints);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
