using System.Text.Json;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Relays what the outbox holds as it reaches the change feed: the path that no crash between commit and nudge can cut.</summary>
public sealed class RelayChangesFunction(OutboxRelay relay)
{
    /// <summary>Relays the outbox records among the changed documents, each on its own: one that fails is left to the sweeper and holds up no other.</summary>
    [Function("RelayChanges")]
    [ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
    public Task RunAsync(
        [CosmosDBTrigger("virga", StorePartition.DefaultContainer, Connection = "Cosmos", LeaseContainerName = "leases", StartFromBeginning = true)]
        IReadOnlyList<JsonElement> documents,
        CancellationToken cancellationToken) => relay.RelayAsync(documents, cancellationToken);
}
