using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Virga.Notifications;

namespace Virga.Storage;

/// <summary>Message queues of an Azure Storage account. Bodies are base64-encoded and never expire; a queue is made when its first message is sent.</summary>
public sealed class AzureQueue : IMessageQueue
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly QueueServiceClient _service;
    private readonly ConcurrentDictionary<string, QueueClient> _queues = new(StringComparer.Ordinal);

    internal AzureQueue(QueueServiceClient service)
    {
        _service = service;
    }

    /// <inheritdoc/>
    public async Task SendAsync(string queue, BinaryData body, TimeSpan delay = default, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        QueueLimits.ThrowIfTooLarge(body);
        QueueLimits.ThrowIfOutOfBounds(delay);
        var client = Client(queue);
        try
        {
            try
            {
                await client.SendMessageAsync(body, WholeSeconds(delay), NeverExpires, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException exception) when (StorageErrors.IsNoQueue(exception))
            {
                await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                await client.SendMessageAsync(body, WholeSeconds(delay), NeverExpires, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, $"take a message for queue '{queue}'");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        QueueLimits.ThrowIfOutOfBounds(count, visibility);
        try
        {
            var answer = await Client(queue).ReceiveMessagesAsync(count, WholeSeconds(visibility), cancellationToken).ConfigureAwait(false);
            return [.. answer.Value.Select(message => new QueuedMessage(
                message.MessageId, message.PopReceipt, message.Body, (int)message.DequeueCount, message.InsertedOn ?? DateTimeOffset.UnixEpoch))];
        }
        catch (RequestFailedException exception) when (StorageErrors.IsNoQueue(exception))
        {
            return [];
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, $"give messages of queue '{queue}'");
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string queue, QueuedMessage message, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        ArgumentNullException.ThrowIfNull(message);
        return IfReceiptIsGoodAsync(
            () => Client(queue).DeleteMessageAsync(message.Id, message.Receipt, cancellationToken), $"delete a message of queue '{queue}'");
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(string queue, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        ArgumentNullException.ThrowIfNull(message);
        QueueLimits.ThrowIfOutOfBounds(delay);
        return IfReceiptIsGoodAsync(
            () => Client(queue).UpdateMessageAsync(
                message.Id, message.Receipt, messageText: null, visibilityTimeout: WholeSeconds(delay), cancellationToken: cancellationToken),
            $"release a message of queue '{queue}'");
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        try
        {
            return (await Client(queue).GetPropertiesAsync(cancellationToken).ConfigureAwait(false)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException exception) when (StorageErrors.IsNoQueue(exception))
        {
            return 0;
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, $"count the messages of queue '{queue}'");
        }
    }

    private static async Task<bool> IfReceiptIsGoodAsync<T>(Func<Task<T>> request, string what)
    {
        try
        {
            await request().ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (StorageErrors.IsLostReceipt(exception))
        {
            return false;
        }
        catch (Exception exception) when (StorageErrors.IsOurs(exception))
        {
            throw StorageErrors.Translate(exception, what);
        }
    }

    /// <summary>The service counts whole seconds; rounded up, so that nothing is visible too early.</summary>
    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private QueueClient Client(string queue) => _queues.GetOrAdd(queue, _service.GetQueueClient);
}
