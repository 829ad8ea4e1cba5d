using Microsoft.Extensions.Diagnostics.HealthChecks;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Degraded while a container differs from the models, unhealthy when it can never be as they want or is missing; the differences are in its data.</summary>
internal sealed class ContainerHealthCheck(ContainerDrift drift) : IHealthCheck
{
    public const string Name = "containers";

    public static void Register(HealthCheckServiceOptions options) => options.AddOnce<ContainerHealthCheck>(Name, HealthStatus.Unhealthy, TimeSpan.FromSeconds(10));

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var differences = await drift.CheckAsync(cancellationToken).ConfigureAwait(false);
            if (differences.IsEmpty)
            {
                return HealthCheckResult.Healthy();
            }

            var data = differences.ToDictionary(difference => $"{difference.Container}.{difference.Field}", object (difference) => difference.ToString());
            return differences.Any(difference => !difference.CanChange || difference.Field == "container")
                ? HealthCheckResult.Unhealthy("containers-differ", exception: null, data)
                : HealthCheckResult.Degraded("containers-differ", exception: null, data);
        }
        catch (StoreException fault)
        {
            // Whether the store answers is the other check's business.
            return HealthCheckResult.Degraded(fault.Code, fault);
        }
    }
}
