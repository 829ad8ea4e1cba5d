using Microsoft.Extensions.Logging;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>Takes messages from a queue as the Functions host does: several at once, each tried up to host.json's <c>maxDequeueCount</c>, then put into <c>{queue}-poison</c>.</summary>
internal sealed class QueueListener : ITriggerListener, IDisposable
{
    // The Functions host takes messages for ten minutes and renews that; here the limit on a function's time stands in for the renewal.
    private static readonly TimeSpan LeastVisibility = TimeSpan.FromMinutes(10);

    private readonly FunctionDescriptor _function;
    private readonly string _name;
    private readonly IMessageQueue _queue;
    private readonly HostSettings _settings;
    private readonly TriggerInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ListenerLoop _loop;

    public QueueListener(FunctionDescriptor function, string name, IMessageQueue queue, HostSettings settings, TriggerInvoker invoker, TimeProvider time, ILogger logger)
    {
        (_function, _name, _queue, _settings, _invoker, _time, _logger) = (function, name, queue, settings, invoker, time, logger);
        _loop = new ListenerLoop(function.Name, ListenAsync, time, logger);
    }

    private TimeSpan Visibility
    {
        get
        {
            var limit = _settings.FunctionTimeout is { } timeout ? timeout + TimeSpan.FromMinutes(1) : QueueLimits.MaximumDelay;
            return limit < LeastVisibility ? LeastVisibility : limit > QueueLimits.MaximumDelay ? QueueLimits.MaximumDelay : limit;
        }
    }

    /// <summary>True: what waits in a queue, and what is taken from it, the queue itself knows.</summary>
    public bool IsIdle => true;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_queue is IQueueRecovery recovery)
        {
            // What a killed process had taken would stay hidden for as long as it was taken for.
            await recovery.RecoverAsync(_name, cancellationToken).ConfigureAwait(false);
        }

        _loop.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop.StopAsync(cancellationToken);

    public void Dispose() => _loop.Dispose();

    private async Task ListenAsync(CancellationToken stopping, CancellationToken dropping)
    {
        var running = new List<Task>();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                running.RemoveAll(t => t.IsCompleted);
                if (running.Count > _settings.QueueBatchSize / 2)
                {
                    await Task.WhenAny(running).WaitAsync(stopping).ConfigureAwait(false);
                    continue;
                }

                var messages = await _queue.ReceiveAsync(_name, _settings.QueueBatchSize, Visibility, stopping).ConfigureAwait(false);
                foreach (var message in messages)
                {
                    running.Add(Task.Run(() => HandleAsync(message, dropping), CancellationToken.None));
                }

                if (messages.Count == 0)
                {
                    await WaitAsync(stopping).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private Task WaitAsync(CancellationToken stopping) => _queue is IQueueSignal signal
        ? signal.WaitAsync(_name, _settings.QueueMaxPollingInterval, stopping)
        : Task.Delay(_settings.QueueMaxPollingInterval, _time, stopping);

    private async Task HandleAsync(QueuedMessage message, CancellationToken dropping)
    {
        try
        {
            if (message.DequeueCount > _settings.QueueMaxDequeueCount)
            {
                await PoisonAsync(message).ConfigureAwait(false);
            }
            else if (await _invoker.TryInvokeAsync(new TriggerInvocation(_function, message, DataOf(message)), dropping).ConfigureAwait(false))
            {
                await _queue.DeleteAsync(_name, message, CancellationToken.None).ConfigureAwait(false);
            }
            else if (message.DequeueCount >= _settings.QueueMaxDequeueCount)
            {
                await PoisonAsync(message).ConfigureAwait(false);
            }
            else
            {
                await _queue.ReleaseAsync(_name, message, _settings.QueueVisibilityTimeout, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (dropping.IsCancellationRequested)
        {
            await _queue.ReleaseAsync(_name, message, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What the queue throws must not end the listener; the message comes again by itself.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.MessageNotSettled(_logger, e, message.Id, _name);
        }
    }

    private async Task PoisonAsync(QueuedMessage message)
    {
        var poison = _name + "-poison";
        await _queue.SendAsync(poison, message.Body, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        await _queue.DeleteAsync(_name, message, CancellationToken.None).ConfigureAwait(false);
        Log.MessagePoisoned(_logger, message.Id, _function.Name, message.DequeueCount, poison);
    }

    private static Dictionary<string, object?> DataOf(QueuedMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = message.Body.ToString(),
        ["Id"] = message.Id,
        ["PopReceipt"] = message.Receipt,
        ["DequeueCount"] = message.DequeueCount,
        ["InsertionTime"] = message.InsertedOn,
    };
}
