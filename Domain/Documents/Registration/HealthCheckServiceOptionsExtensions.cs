using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Virga.Documents;

/// <summary>Adds health checks from libraries that an app may register more than once.</summary>
public static class HealthCheckServiceOptionsExtensions
{
    /// <summary>Adds a health check, unless there is one of the name.</summary>
    /// <typeparam name="TCheck">The check: a service of the app, or made of its services.</typeparam>
    /// <param name="options">The app's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What the app is when the check fails.</param>
    /// <param name="timeout">How long the check may take.</param>
    public static void AddOnce<TCheck>(this HealthCheckServiceOptions options, string name, HealthStatus failureStatus, TimeSpan timeout)
        where TCheck : IHealthCheck
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Registrations.All(registration => registration.Name != name))
        {
            options.Registrations.Add(new HealthCheckRegistration(name, provider => ActivatorUtilities.GetServiceOrCreateInstance<TCheck>(provider), failureStatus, tags: null, timeout));
        }
    }
}
