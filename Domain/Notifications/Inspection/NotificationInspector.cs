using System.Text.Json;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Shows what became of messages: for people who look, not for programs that run often. It reads across partitions.</summary>
/// <remarks>A message is here for as long as its outbox record is kept (<see cref="NotificationsOptions.KeepSent"/>), or the log of its group; one that went without either is not here.</remarks>
public sealed class NotificationInspector
{
    private const int MaximumPageSize = 100;

    private readonly IDocumentStore _store;
    private readonly RegistryReader _registries;
    private readonly OutboxStore _outbox;

    internal NotificationInspector(IDocumentStore store, RegistryReader registries, OutboxStore outbox) =>
        (_store, _registries, _outbox) = (store, registries, outbox);

    /// <summary>One page of the messages, the newest first.</summary>
    /// <param name="topic">Only of this topic; null for all.</param>
    /// <param name="pageSize">The most messages, 1 to 100.</param>
    /// <param name="next">Where the last page ended; null to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InspectedPage> RecentAsync(string? topic = null, int pageSize = 50, string? next = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, MaximumPageSize);
        var page = await QueryAsync(topic is null ? null : Condition.On("topic").Equal(topic), pageSize, next, cancellationToken).ConfigureAwait(false);
        return new InspectedPage([.. page.Documents.Select(Read)], page.Continuation);
    }

    /// <summary>How many messages the outbox holds that are not sent yet.</summary>
    public async Task<long> UnsentAsync(CancellationToken cancellationToken = default) => (await _outbox.UnsentAsync(cancellationToken).ConfigureAwait(false)).Count;

    /// <summary>One message; null when there is none, or no more.</summary>
    public async Task<InspectedMessage?> FindAsync(string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        string? next = null;
        do
        {
            var page = await QueryAsync(Condition.On("messageId").Equal(messageId), 1, next, cancellationToken).ConfigureAwait(false);
            if (page.Documents is [var found, ..])
            {
                return Read(found);
            }

            next = page.Continuation;
        }
        while (next is not null);

        return null;
    }

    /// <summary>Asks the subscribers that a topic has now, functions first, whether they want a message.</summary>
    public async Task<IReadOnlyList<RecipientDecision>> DecideAsync(NotificationMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var registry = await _registries.ReadAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        return registry.Recipients.Explain(message);
    }

    private Task<StorePage> QueryAsync(Condition? filter, int pageSize, string? next, CancellationToken cancellationToken)
    {
        // A message of a FIFO topic is in its group's log, even when it came there through the outbox.
        var model = Condition.On(EnvelopeNames.Model);
        var records = (model.Equal(OutboxRecord.Model) & !Condition.On("topic").EndsWith(TopicName.FifoSuffix)) | model.Equal(FifoMessage.Model);
        var query = new StoreQuery(StorePartition.DefaultContainer, null)
        {
            Filter = filter is null ? records : records & filter,
            Order = [new Ordering(DocumentPath.Of("timestamp"), Descending: true)],
            PageSize = pageSize,
            Continuation = next,
        };
        return _store.QueryAsync(query, cancellationToken);
    }

    private static InspectedMessage Read(StoredDocument document)
    {
        using var json = JsonDocument.Parse(document.Body);
        if (FifoMessage.Is(json.RootElement))
        {
            var appended = FifoMessage.Read(json.RootElement);
            return new InspectedMessage(appended.Message, OutboxRecord.StateName(OutboxState.Sent), appended.Plan.Recipients);
        }

        var record = OutboxRecord.Read(json.RootElement);
        return new InspectedMessage(record.Message, OutboxRecord.StateName(record.State), record.Plan?.Recipients);
    }
}
