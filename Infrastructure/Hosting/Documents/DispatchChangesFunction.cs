using System.Text.Json;
using Virga.Documents;

namespace Virga.Hosting;

/// <summary>Gives changed documents to the change handlers of their models.</summary>
public sealed class DispatchChangesFunction(ChangeDispatcher dispatcher)
{
    /// <summary>Dispatches one page of the default container's change feed; it fails, and is tried again without end, only when a change could neither be handled nor put aside.</summary>
    [Function("DispatchChanges")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RunAsync(
        [CosmosDBTrigger(
            "virga", StorePartition.DefaultContainer, Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = "changes", StartFromBeginning = true)]
        IReadOnlyList<JsonElement> documents,
        CancellationToken cancellationToken) => dispatcher.DispatchAsync(documents, cancellationToken);
}
