using Microsoft.Extensions.Diagnostics.HealthChecks;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Asks the store for a document that is not there: the cheapest request that shows that it answers.</summary>
internal sealed class CosmosHealthCheck(IDocumentStore store) : IHealthCheck
{
    public const string Name = "cosmos";

    public static void Register(HealthCheckServiceOptions options) => options.AddOnce<CosmosHealthCheck>(Name, HealthStatus.Unhealthy, TimeSpan.FromSeconds(5));

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.ReadAsync(StorePartition.Of("_health"), "_health|probe", cancellationToken: cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (StoreException fault)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, fault.Code, fault);
        }
    }
}
