using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Tells once, beside the host's start, how the containers differ from the models. Where the app makes its containers, it has reconciled them already.</summary>
internal sealed class ContainerDriftCheck(ContainerDrift drift, CosmosProvisioner provisioner, ILogger<ContainerDrift> logger) : StartupWork
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await provisioner.ReadyAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            foreach (var difference in await drift.CheckAsync(cancellationToken).ConfigureAwait(false))
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
