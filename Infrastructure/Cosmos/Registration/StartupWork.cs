using Microsoft.Extensions.Hosting;

namespace Virga.Cosmos;

/// <summary>Work that is done once beside the host's start, from its beginning; the start does not wait for it. Stopping ends it, and after 30 seconds it is given up.</summary>
internal abstract class StartupWork : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new(Longest);
    private Task _running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();

    /// <summary>Does the work. It throws nothing that may happen: the host's stop would.</summary>
    protected abstract Task RunAsync(CancellationToken cancellationToken);
}
