using System.Collections.Immutable;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Reads and changes a topic's registry together with its subscriptions.</summary>
internal sealed class SubscriptionStore(IDocumentStore store)
{
    private const int Races = 8;

    private static readonly Condition Subscriptions = Condition.On(EnvelopeNames.Model).Equal(SubscriptionRecord.Model);

    public async Task<TopicRegistry> RegistryAsync(string topic, CancellationToken cancellationToken)
    {
        var read = await store.ReadAsync(TopicRegistry.PartitionOf(topic), TopicRegistry.IdOf(topic), null, cancellationToken).ConfigureAwait(false);
        return read is StoreReadResult.Found found ? TopicRegistry.Read(found.Document) : TopicRegistry.Empty(topic);
    }

    /// <summary>The subscription and its ETag; null when there is none, or it has ended.</summary>
    public async Task<(SubscriptionRecord Record, string ETag)?> FindAsync(string topic, string id, CancellationToken cancellationToken) =>
        await FindAnyAsync(topic, id, cancellationToken).ConfigureAwait(false) is { Record.IsEnded: false } found ? found : null;

    /// <summary>The same, also of one that has ended and may be taken back.</summary>
    public async Task<(SubscriptionRecord Record, string ETag)?> FindAnyAsync(string topic, string id, CancellationToken cancellationToken)
    {
        var read = await store.ReadAsync(TopicRegistry.PartitionOf(topic), SubscriptionRecord.IdOf(id), null, cancellationToken).ConfigureAwait(false);
        return read is StoreReadResult.Found found ? (SubscriptionRecord.Read(found.Document.Body), found.Document.ETag) : null;
    }

    public Task<SubscriptionPage> PageAsync(string topic, int pageSize, string? continuation, CancellationToken cancellationToken) =>
        PageAsync(topic, pageSize, continuation, Condition.On("state").NotEqual(SubscriptionRecord.Ended), cancellationToken);

    private async Task<SubscriptionPage> PageAsync(string topic, int pageSize, string? continuation, Condition? more, CancellationToken cancellationToken)
    {
        var query = new StoreQuery(StorePartition.DefaultContainer, TopicRegistry.PartitionOf(topic).Key)
        {
            Filter = more is null ? Subscriptions : Subscriptions & more,
            PageSize = pageSize,
            Continuation = continuation,
        };
        var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        var items = page.Documents.Select(document => SubscriptionRecord.Read(document.Body).Subscription).OrderBy(subscription => subscription.CreatedAt);
        return new SubscriptionPage([.. items], page.Continuation);
    }

    /// <summary>Decides on a change from the current registry and makes it, anew when somebody else changed the topic meanwhile.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="decide">Gives the operations and the result; no operations for no change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotificationException">Others were faster every time: <see cref="NotificationErrors.SubscriptionConflict"/>.</exception>
    public async Task<T> ChangeAsync<T>(string topic, Func<TopicRegistry, Task<(ImmutableArray<StoreOperation> Operations, T Result)>> decide, CancellationToken cancellationToken)
    {
        for (var race = 0; race < Races; race++)
        {
            var registry = await RegistryAsync(topic, cancellationToken).ConfigureAwait(false);
            var (operations, result) = await decide(registry).ConfigureAwait(false);
            if (operations.IsEmpty)
            {
                return result;
            }

            try
            {
                await store.TransactAsync(new StoreTransaction(TopicRegistry.PartitionOf(topic), operations), cancellationToken).ConfigureAwait(false);
                return result;
            }
            catch (TransactionFailedException failed) when (failed.Reason is ETagMismatchException or DocumentExistsException or DocumentNotFoundException)
            {
                // Somebody else changed the topic or the subscription: look again.
            }
        }

        throw new NotificationException(NotificationErrors.SubscriptionConflict, $"The subscriptions of topic '{topic}' are being changed too often at the moment. Try again.");
    }

    /// <summary>Removes all subscriptions of a topic: the registry first, so that nothing is planned for them any more.</summary>
    public async Task DeleteAllAsync(string topic, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            topic,
            registry => Task.FromResult<(ImmutableArray<StoreOperation>, bool)>(
                (registry.ETag is null ? [] : [new StoreOperation.Delete(registry.StoredId) { IfMatch = registry.ETag }], true)),
            cancellationToken).ConfigureAwait(false);
        SubscriptionPage page;
        do
        {
            page = await PageAsync(topic, StoreLimits.OperationsPerTransaction, null, more: null, cancellationToken).ConfigureAwait(false);
            foreach (var subscription in page.Items)
            {
                await DeleteAsync(topic, subscription.Id, cancellationToken).ConfigureAwait(false);
            }
        }
        while (page.Items.Count > 0);
    }

    private async Task DeleteAsync(string topic, string id, CancellationToken cancellationToken)
    {
        try
        {
            var delete = new StoreOperation.Delete(SubscriptionRecord.IdOf(id));
            await store.WriteAsync(TopicRegistry.PartitionOf(topic), delete, null, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            // It has just ended by itself.
        }
    }
}
