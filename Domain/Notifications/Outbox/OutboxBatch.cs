using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Gathers messages of one topic into as few writes as the store's limits allow, and keeps what became of each.</summary>
/// <param name="outbox">Where they are written.</param>
/// <param name="groups">Where they are written instead when the topic is FIFO; null when it is not.</param>
internal sealed class OutboxBatch(OutboxWriter outbox, FifoBatch? groups)
{
    // As SNS counts them. In a record quotes and letters outside ASCII can take three times as much, and a transaction has 2 MiB.
    private const int ChunkBytes = 512 * 1024;

    private readonly List<(string Id, NotificationMessage Message)> _chunk = [];
    private readonly List<BatchSuccess> _successful = [];
    private readonly List<BatchFailure> _failed = [];
    private int _bytes;

    public async Task AddAsync(string id, NotificationMessage message, CancellationToken cancellationToken)
    {
        var bytes = MessageSize.Of(message);
        if (_chunk.Count == StoreLimits.OperationsPerTransaction || (_chunk.Count > 0 && _bytes + bytes > ChunkBytes))
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        _chunk.Add((id, message));
        _bytes += bytes;
    }

    public void Refuse(string id, NotificationException refused) => _failed.Add(new BatchFailure(id, refused.Code, refused.Message, SenderFault: true));

    /// <summary>Writes what is left.</summary>
    public async Task<PublishBatchResult> EndAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return new PublishBatchResult(_successful, _failed);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (groups is not null)
        {
            var published = await groups.PublishAsync(_chunk, cancellationToken).ConfigureAwait(false);
            _successful.AddRange(published.Successful);
            _failed.AddRange(published.Failed);
        }
        else if (_chunk.Count > 0 && !await TryWriteAsync(_chunk, cancellationToken).ConfigureAwait(false))
        {
            // Not the store's state but what is written was refused, and one message is to blame: find out which.
            foreach (var entry in _chunk)
            {
                await TryWriteAsync([entry], cancellationToken).ConfigureAwait(false);
            }
        }

        _chunk.Clear();
        _bytes = 0;
    }

    /// <summary>Writes entries and notes their outcome; false, and nothing noted, when writing them one by one may do better.</summary>
    private async Task<bool> TryWriteAsync(List<(string Id, NotificationMessage Message)> entries, CancellationToken cancellationToken)
    {
        try
        {
            await outbox.WriteAsync([.. entries.Select(entry => entry.Message)], cancellationToken).ConfigureAwait(false);
            entries.ForEach(entry => NotificationTelemetry.CountPublished(entry.Message));
            _successful.AddRange(entries.Select(entry => new BatchSuccess(entry.Id, entry.Message.MessageId)));
        }
        catch (StoreException error) when (error.IsTransient || entries.Count == 1)
        {
            _failed.AddRange(entries.Select(entry => BatchFailure.Of(entry.Id, error)));
        }
        catch (StoreException)
        {
            return false;
        }

        return true;
    }
}
