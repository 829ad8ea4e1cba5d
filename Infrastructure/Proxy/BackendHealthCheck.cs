using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Virga.Proxy;

/// <summary>Degraded while a backend has an address that rests: the app itself goes on.</summary>
internal sealed class BackendHealthCheck(Backends backends, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var unwell = backends.All
            .Select(backend => (backend.Name, Down: backend.Destinations.Count(destination => !destination.IsHealthy(now)), All: backend.Destinations.Count))
            .Where(backend => backend.Down > 0)
            .Select(backend => $"{backend.Name}: {backend.Down} of {backend.All} addresses are not reached")
            .ToList();
        return Task.FromResult(unwell.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", unwell)));
    }
}
