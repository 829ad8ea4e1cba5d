using System.Threading.Channels;

namespace Virga.Notifications;

/// <summary>Sends the events of many relays in few requests: while one request is under way, what comes in the meantime waits together and becomes the next. Nobody waits on an idle transport.</summary>
internal sealed class EventSender(IEventTransport transport)
{
    /// <summary>The most requests under way at once.</summary>
    public const int Requests = 4;

    private const int EventsPerRequest = 500;
    private const int BytesPerRequest = 900_000;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(); // bounded by the relays, each of which waits for its own
    private int _senders;

    /// <summary>Sends events; returns when the transport has all of them.</summary>
    /// <exception cref="EventTransportException">The transport refused.</exception>
    public Task SendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(events, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Writer.TryWrite(waiting);
        StartSender();
        return waiting.Sent.Task.WaitAsync(cancellationToken);
    }

    private void StartSender()
    {
        if (Interlocked.Increment(ref _senders) <= Requests)
        {
            _ = SendWaitingAsync();
        }
        else
        {
            Interlocked.Decrement(ref _senders);
        }
    }

    private async Task SendWaitingAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (TakeBatch() is { Count: > 0 } batch)
        {
            await SendAsync(batch).ConfigureAwait(false);
        }

        Interlocked.Decrement(ref _senders);
        if (_waiting.Reader.TryPeek(out _))
        {
            StartSender(); // it came between the last look and the step back
        }
    }

    private List<Waiting> TakeBatch()
    {
        var batch = new List<Waiting>();
        var (count, bytes) = (0, 0L);
        while (count < EventsPerRequest && bytes < BytesPerRequest && _waiting.Reader.TryRead(out var next))
        {
            batch.Add(next);
            count += next.Events.Count;
            bytes += next.Events.Sum(routed => (long)routed.Data.ToMemory().Length);
        }

        return batch;
    }

    // Whoever waits gets the failure; one event that the transport will never take fails no other message.
    private async Task SendAsync(List<Waiting> batch)
    {
        try
        {
            await transport.SendAsync([.. batch.SelectMany(waiting => waiting.Events)]).ConfigureAwait(false);
            batch.ForEach(waiting => waiting.Sent.TrySetResult());
        }
        catch (EventTransportException error) when (error.Refused.Count > 0)
        {
            batch.ForEach(waiting => waiting.End(error));
        }
        catch (EventTransportException error) when (!error.IsTransient && batch.Count > 1)
        {
            foreach (var waiting in batch)
            {
                await SendAsync([waiting]).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // It is not swallowed: every message of the batch is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            batch.ForEach(waiting => waiting.Sent.TrySetException(error));
        }
    }

    private sealed record Waiting(IReadOnlyList<RoutedEvent> Events, TaskCompletionSource Sent)
    {
        /// <summary>Ends the wait when all events but those refused were taken: only whose events they are hears of them.</summary>
        public void End(EventTransportException error)
        {
            var refused = Events.Where(error.Refused.Contains).ToList();
            _ = refused.Count == 0 ? Sent.TrySetResult() : Sent.TrySetException(new EventTransportException(error.Message, error.IsTransient, error) { Refused = refused });
        }
    }
}
