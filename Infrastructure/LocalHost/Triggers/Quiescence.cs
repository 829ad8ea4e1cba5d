using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;
using Virga.LocalStorage;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>Says when an app that runs here has nothing left to do: the outbox is empty, changes and events are handled, queues have nothing that is due.</summary>
/// <remarks>
/// Exact with the embedded services, which tell of every commit and message. What is due later is not waited for (a retry in a minute, a timer);
/// a request that a function still answers is, and messages in queues that no function reads are nobody's work.
/// </remarks>
internal sealed class Quiescence
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly IServiceProvider _services;
    private readonly TriggerService _triggers;
    private readonly BackgroundInvocations _background;
    private readonly HttpHost _http;
    private readonly IReadOnlyList<IBackgroundWork> _work;

    public Quiescence(IServiceProvider services, TriggerService triggers, BackgroundInvocations background, HttpHost http, IEnumerable<IBackgroundWork> work) =>
        (_services, _triggers, _background, _http, _work) = (services, triggers, background, http, [.. work]);

    private SqliteQueue? Queues => _services.GetService<IMessageQueue>() as SqliteQueue;

    /// <summary>Waits until nothing is left to do.</summary>
    /// <param name="within">How long to wait at most, in real time.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">Something is still to be done; the message says what.</exception>
    public async Task WaitAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            // Work moves from feed to function to queue: only when nothing has moved while all was looked at, all was idle at one moment.
            var before = Moves();
            var isLate = watch.Elapsed > within;
            var busy = await BusyAsync(isLate, cancellationToken).ConfigureAwait(false);
            if (busy.Count == 0 && before == Moves())
            {
                return;
            }

            if (busy.Count > 0 && isLate)
            {
                throw new TimeoutException($"After {within.TotalSeconds:0.#} s the app is still at work: {string.Join("; ", busy)}.");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private long Moves() => _triggers.Listeners.OfType<CosmosListener>().Sum(listener => listener.Commits) + (Queues?.Sent ?? 0) + _http.Started;

    private async Task<List<string>> BusyAsync(bool all, CancellationToken cancellationToken)
    {
        var busy = new List<string>();
        if (_triggers.Listeners.Count(listener => !listener.IsIdle) is > 0 and var listeners)
        {
            busy.Add($"{listeners} change feeds or timers have not been heard to the end");
        }

        if (Queues?.Busy() is { Count: > 0 } queues)
        {
            busy.Add($"messages are due or being handled in {string.Join(", ", queues)}");
        }

        if (_http.Running is > 0 and var requests)
        {
            busy.Add($"{requests} requests are under way");
        }

        busy.AddRange(_work.Where(work => work.Pending > 0).Select(work => $"{work.Pending} {work.Name} wait"));
        if (_background.Count is > 0 and var running)
        {
            busy.Add($"{running} invocations run in the background");
        }

        // The one that costs a query is asked when nothing else is at work, and to tell of it.
        if ((all || busy.Count == 0) && _services.GetService<NotificationInspector>() is { } notifications
            && await notifications.UnsentAsync(cancellationToken).ConfigureAwait(false) is > 0 and var unsent)
        {
            busy.Add($"{unsent} messages wait in the outbox");
        }

        return busy;
    }
}
