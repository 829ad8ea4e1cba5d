using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Virga.Testing;

/// <summary>The app's host as the factory holds it: it is stopped and disposed of once, by the app's own <c>Run()</c>, and the factory waits for that.</summary>
/// <remarks>Otherwise both would stop it at the same time, and one dispose of what the other still stops.</remarks>
internal sealed class TestedHost(IHost host) : IHost
{
    public IServiceProvider Services => host.Services;

    public Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStopped.Register(() => stopped.TrySetResult());
        lifetime.StopApplication();
        await stopped.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        // Run() disposes of the host when it has stopped.
    }
}
