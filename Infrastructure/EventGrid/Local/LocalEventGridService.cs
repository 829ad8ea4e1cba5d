using Microsoft.Extensions.Hosting;

namespace Virga.EventGrid;

/// <summary>Starts and stops the local Event Grid with the host.</summary>
internal sealed class LocalEventGridService(LocalEventGrid grid) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        grid.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => grid.StopAsync(cancellationToken);
}
