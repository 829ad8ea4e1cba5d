using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Makes the SDK's first requests beside the host's start, so that no client waits for its connections and its code to be compiled.</summary>
internal sealed class CosmosWarmUp(IDocumentStore store, ILogger<CosmosWarmUp> logger) : StartupWork
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var partition = StorePartition.Of("_warm-up");
            await store.ReadAsync(partition, "_warm-up|none", cancellationToken: cancellationToken).ConfigureAwait(false);
            await store.QueryAsync(new StoreQuery(partition.Container, partition.Key) { PageSize = 1 }, cancellationToken).ConfigureAwait(false);
            await RefusedAsync(partition, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is StoreException or OperationCanceledException)
        {
            Log.WarmUpFailed(logger, fault);
        }
    }

    /// <summary>A transaction that is always refused, so that nothing is written: it takes batch and patch through their first use.</summary>
    private async Task RefusedAsync(StorePartition partition, CancellationToken cancellationToken)
    {
        try
        {
            var check = new StoreOperation.Check("_warm-up|none", new Condition.Exists(DocumentPath.Of("none")));
            await store.TransactAsync(new StoreTransaction(partition, [check]), cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionFailedException)
        {
            // As meant: there is no such document.
        }
    }
}
