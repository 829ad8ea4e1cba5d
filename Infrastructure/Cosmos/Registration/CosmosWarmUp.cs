using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Makes the SDK's first requests beside the host's start, so that no client waits for its connections and its code to be compiled.</summary>
internal sealed class CosmosWarmUp(IDocumentStore store, ILogger<CosmosWarmUp> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new(Longest);
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
            var partition = StorePartition.Of("_warm-up");
            await store.ReadAsync(partition, "_warm-up|none", cancellationToken: _stop.Token).ConfigureAwait(false);
            await store.QueryAsync(new StoreQuery(partition.Container, partition.Key) { PageSize = 1 }, _stop.Token).ConfigureAwait(false);
            await RefusedAsync(partition).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is StoreException or OperationCanceledException)
        {
            Log.WarmUpFailed(logger, fault);
        }
    }

    /// <summary>A transaction that is always refused, so that nothing is written: it takes batch and patch through their first use.</summary>
    private async Task RefusedAsync(StorePartition partition)
    {
        try
        {
            var check = new StoreOperation.Check("_warm-up|none", new Condition.Exists(DocumentPath.Of("none")));
            await store.TransactAsync(new StoreTransaction(partition, [check]), _stop.Token).ConfigureAwait(false);
        }
        catch (TransactionFailedException)
        {
            // As meant: there is no such document.
        }
    }
}
