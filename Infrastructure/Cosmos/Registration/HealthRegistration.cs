using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Virga.Cosmos;

/// <summary>Registers health checks, each once however often the store is added.</summary>
internal static class HealthRegistration
{
    public static void AddOnce<TCheck>(this HealthCheckServiceOptions options, string name, TimeSpan timeout)
        where TCheck : IHealthCheck
    {
        if (options.Registrations.All(registration => registration.Name != name))
        {
            options.Registrations.Add(new HealthCheckRegistration(name, provider => ActivatorUtilities.GetServiceOrCreateInstance<TCheck>(provider), HealthStatus.Unhealthy, tags: null, timeout));
        }
    }
}
