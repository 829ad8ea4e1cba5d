using Microsoft.Extensions.Hosting;

namespace Virga.EventGrid;

/// <summary>Starts and stops the local Event Grid with the host.</summary>
internal sealed class LocalEventGridService(LocalEventGrid grid) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await grid.Administration.RestoreAsync(cancellationToken).ConfigureAwait(false);
        grid.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => grid.StopAsync(cancellationToken);
}
