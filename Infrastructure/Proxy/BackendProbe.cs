using Microsoft.Extensions.Hosting;

namespace Virga.Proxy;

/// <summary>Asks the backends that have a health path how they are.</summary>
internal sealed class BackendProbe(Backends backends, BackendConnections connections, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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
