using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Virga.EventGrid;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>Starts the listeners when everything else has started, the web server included, and stops them before anything else stops.</summary>
internal sealed class TriggerService(
    FunctionCatalog catalog, TriggerListeners listeners, BackgroundInvocations background, IServiceProvider services) : IHostedLifecycleService
{
    private IReadOnlyList<ITriggerListener> _running = [];
    private LocalEventGrid? _grid;

    /// <summary>What listens, once the app has started.</summary>
    public IReadOnlyList<ITriggerListener> Listeners => _running;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (catalog.Descriptors.Any(f => f.Trigger is EventGridTriggerAttribute) || services.GetService<IEventTransport>() is not null)
        {
            _grid = services.GetRequiredService<LocalEventGrid>();
            _grid.Start();
        }

        IReadOnlyList<ITriggerListener> running = [.. catalog.Descriptors.Select(listeners.For).OfType<ITriggerListener>()];
        await Task.WhenAll(running.Select(l => l.StartAsync(cancellationToken))).ConfigureAwait(false);
        _running = running;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_running.Select(l => l.StopAsync(cancellationToken)).Append(background.StopAsync(cancellationToken)).Append(_grid?.StopAsync(cancellationToken) ?? Task.CompletedTask)).ConfigureAwait(false);
        foreach (var listener in _running.OfType<IDisposable>())
        {
            listener.Dispose();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
