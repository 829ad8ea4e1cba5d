using Microsoft.Extensions.Logging;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Empties one subscription's queue: a loop that receives, and deliveries beside it up to the allowed number.</summary>
internal sealed class SubscriptionDispatcher(
    LocalSubscription subscription,
    string queue,
    DeliveryStore store,
    IDeliveryTarget target,
    DeliveryAttempt attempt,
    QueueWaiter waiter,
    LocalEventGridOptions options,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    // What a delivery needs around the destination's own time.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _receiving = new();
    private readonly CancellationTokenSource _delivering = new();
    private readonly SemaphoreSlim _slots = new(options.MaximumConcurrency);
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Stops receiving and waits for what is under way; when the token is cancelled, that is cancelled, too.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _receiving.CancelAsync().ConfigureAwait(false);
        using var registration = cancellationToken.UnsafeRegister(source => ((CancellationTokenSource)source!).Cancel(), _delivering);
        await _loop.ConfigureAwait(false);
        for (var slot = 0; slot < options.MaximumConcurrency; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _slots.Release(options.MaximumConcurrency);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _receiving.Dispose();
        _delivering.Dispose();
        _slots.Dispose();
    }

    private async Task RunAsync()
    {
        var stopping = _receiving.Token;
        var recovered = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!recovered)
                {
                    await store.RecoverAsync(queue, stopping).ConfigureAwait(false);
                    recovered = true;
                }

                await target.ReadyAsync(stopping).ConfigureAwait(false);
                waiter.Reset();
                if (!await ReceiveAsync(stopping).ConfigureAwait(false))
                {
                    await waiter.WaitAsync(stopping).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.DispatcherFailed(logger, error, subscription.Name, options.PollInterval);
                await Task.Delay(options.PollInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Starts deliveries of what the queue holds. False when it held nothing.</summary>
    private async Task<bool> ReceiveAsync(CancellationToken stopping)
    {
        await _slots.WaitAsync(stopping).ConfigureAwait(false);
        var taken = 1;
        try
        {
            var single = subscription.MaximumEventsPerBatch == 1;
            while (single && taken < QueueLimits.MessagesPerReceive && _slots.Wait(0, CancellationToken.None))
            {
                taken++;
            }

            var messages = await FillAsync(single ? taken : subscription.MaximumEventsPerBatch, stopping).ConfigureAwait(false);
            if (single)
            {
                foreach (var message in messages)
                {
                    _ = DeliverAsync([message]);
                    taken--;
                }
            }
            else if (messages.Count > 0)
            {
                _ = DeliverAsync(messages);
                taken--;
            }

            return messages.Count > 0;
        }
        finally
        {
            if (taken > 0)
            {
                _slots.Release(taken);
            }
        }
    }

    private async Task<IReadOnlyList<QueuedMessage>> FillAsync(int count, CancellationToken stopping)
    {
        var visibility = options.DeliveryTimeout + Margin;
        var all = new List<QueuedMessage>();
        IReadOnlyList<QueuedMessage> some;
        do
        {
            some = await store.ReceiveAsync(queue, Math.Min(count - all.Count, QueueLimits.MessagesPerReceive), visibility, stopping).ConfigureAwait(false);
            all.AddRange(some);
        }
        while (some.Count == QueueLimits.MessagesPerReceive && all.Count < count);

        return all;
    }

    /// <summary>One delivery in a slot that is taken already. It throws nothing.</summary>
    private async Task DeliverAsync(IReadOnlyList<QueuedMessage> messages)
    {
        try
        {
            await attempt.HandleAsync(messages, _delivering.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The messages are seen again when their visibility time-out has passed.
            Log.DispatcherFailed(logger, error, subscription.Name, options.DeliveryTimeout + Margin);
        }
        finally
        {
            _slots.Release();
        }
    }
}
