using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Tells once, beside the host's start, how the containers differ from the models. Where the app makes its containers, it has reconciled them already.</summary>
internal sealed class ContainerDriftCheck(ContainerDrift drift, CosmosProvisioner provisioner, ILogger<ContainerDrift> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new(s_longest);
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        try
        {
            await provisioner.ReadyAsync().WaitAsync(_stop.Token).ConfigureAwait(false);
            foreach (var difference in await drift.CheckAsync(_stop.Token).ConfigureAwait(false))
            {
                Log.ContainerDrifted(logger, difference);
            }
        }
        catch (ContainerMismatchException mismatch)
        {
            Log.ContainersRefused(logger, mismatch);
        }
        catch (Exception fault) when (fault is StoreException or OperationCanceledException)
        {
            Log.DriftUnknown(logger, fault);
        }
    }
}
