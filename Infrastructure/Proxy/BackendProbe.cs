using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Virga.Gateway;

namespace Virga.Proxy;

/// <summary>Checks at start that every backend a function forwards to is configured, and asks those that have a health path how they are.</summary>
internal sealed class BackendProbe(Backends backends, BackendConnections connections, IServiceProvider services, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="GatewayConfigurationException">A function forwards to a backend that is not configured.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var known = backends.All.Select(backend => backend.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var faults =
            from function in services.GetService<GatewayEndpoints>()?.All ?? []
            from attribute in function.Method.GetCustomAttributes(inherit: true).OfType<ProxiesToAttribute>()
            where !known.Contains(attribute.Backend)
            select $"Function '{function.Name}' forwards to '{attribute.Backend}', which is not configured: set {BackendsOptions.Section}:{attribute.Backend}:Addresses:0 to its address.";
        return faults.ToList() is { Count: > 0 } all ? throw new GatewayConfigurationException(all) : base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(backends.All.Where(backend => backend.Options.HealthPath is not null).Select(backend => ProbeAsync(backend, stoppingToken)));

    private async Task ProbeAsync(Backend backend, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(backend.Options.HealthInterval, time);
        do
        {
            await Task.WhenAll(backend.Destinations.Select(destination => ProbeAsync(backend, destination, cancellationToken))).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task ProbeAsync(Backend backend, Destination destination, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, destination.Prefix + backend.Options.HealthPath);
            using var answer = await connections.Invoker.SendAsync(request, either.Token).ConfigureAwait(false);
            if ((int)answer.StatusCode < 500)
            {
                destination.Recover();
                return;
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Not reached: unwell, as below.
        }

        backend.Unwell(destination);
    }
}
