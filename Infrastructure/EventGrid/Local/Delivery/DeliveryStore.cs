using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Keeps deliveries in queues, and events that do not fit a message in blobs.</summary>
internal sealed class DeliveryStore(IMessageQueue queues, IBlobStore blobs)
{
    private const string BodyContainer = "eventgrid-bodies";

    /// <summary>Stores a new delivery; when this returns, it is safe.</summary>
    public async Task AddAsync(string queue, StoredDelivery delivery, CancellationToken cancellationToken)
    {
        var message = delivery.Write();
        if (message.ToMemory().Length > QueueLimits.MessageBytes)
        {
            var blob = $"{queue}/{Guid.CreateVersion7():N}";
            await blobs.WriteAsync(BodyContainer, blob, BinaryData.FromBytes(delivery.Event), cancellationToken).ConfigureAwait(false);
            message = (delivery with { Blob = blob }).Write();
        }

        await queues.SendAsync(queue, message, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Frees what a process that died had under way.</summary>
    public Task RecoverAsync(string queue, CancellationToken cancellationToken) =>
        queues is IQueueRecovery recovery ? recovery.RecoverAsync(queue, cancellationToken) : Task.CompletedTask;

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken) =>
        queues.ReceiveAsync(queue, count, visibility, cancellationToken);

    /// <summary>The delivery in a message, the event included; null when its blob is gone, which means that another copy of the message came first.</summary>
    public async Task<StoredDelivery?> OpenAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        var delivery = StoredDelivery.Read(message.Body);

        // A message that was received and neither deleted nor put back was under way when the process died: that counts.
        delivery = delivery with { Attempts = delivery.Attempts + message.DequeueCount - 1 };
        if (delivery.Blob is null)
        {
            return delivery;
        }

        var content = await blobs.ReadAsync(BodyContainer, delivery.Blob, cancellationToken).ConfigureAwait(false);
        return content is null ? null : delivery with { Event = content.ToMemory() };
    }

    /// <summary>Puts a delivery back with what has been tried, as a new message: its dequeue count tells of crashes only.</summary>
    public async Task RetryAsync(string queue, QueuedMessage message, StoredDelivery tried, TimeSpan delay, CancellationToken cancellationToken)
    {
        await queues.SendAsync(queue, tried.Write(), delay, cancellationToken).ConfigureAwait(false);
        await queues.DeleteAsync(queue, message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets a delivery that was not made wait again; no attempt is counted but the crash-safe one of the message itself.</summary>
    public Task ReleaseAsync(string queue, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.ReleaseAsync(queue, message, delay, cancellationToken);

    /// <summary>Removes a delivery. The blob goes first: a message without one is known to be done.</summary>
    public async Task CompleteAsync(string queue, QueuedMessage message, StoredDelivery? delivery, CancellationToken cancellationToken)
    {
        if (delivery?.Blob is { } blob)
        {
            await blobs.DeleteAsync(BodyContainer, blob, cancellationToken).ConfigureAwait(false);
        }

        await queues.DeleteAsync(queue, message, cancellationToken).ConfigureAwait(false);
    }

    public Task WriteDeadLetterAsync(string container, string name, BinaryData content, CancellationToken cancellationToken) =>
        blobs.WriteAsync(container, name, content, cancellationToken);
}
