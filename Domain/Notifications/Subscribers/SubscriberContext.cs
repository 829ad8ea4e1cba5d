using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>One delivery to a handler, and the way to write its effects once.</summary>
public sealed class SubscriberContext
{
    private const string InboxModel = "_inbox";

    private readonly IDocuments _documents;
    private readonly IDocumentStore _store;
    private readonly NotificationMessage _message;
    private readonly TimeSpan _keepInbox;
    private readonly Dictionary<PartitionKey, int> _calls = [];

    internal SubscriberContext(IDocuments documents, IDocumentStore store, string subscriptionId, NotificationMessage message, int attempt, TimeSpan keepInbox)
    {
        _documents = documents;
        _store = store;
        _message = message;
        _keepInbox = keepInbox;
        SubscriptionId = subscriptionId;
        Attempt = attempt;
    }

    /// <summary>The subscription: <c>fn:</c> and the subscriber's name.</summary>
    public string SubscriptionId { get; }

    /// <summary>Which attempt this is, 1 the first. Event Grid's own repetitions do not count.</summary>
    public int Attempt { get; }

    /// <summary>Writes documents of one partition, all or none, and only once for this message however often it comes.</summary>
    /// <remarks>
    /// A marker (subscription, message id) is written in the same transaction, and takes one of its operations; when it is there already, nothing is written. It is kept for
    /// <see cref="NotificationsOptions.KeepInbox"/>. Several calls for one partition are told apart by their order, so make them in the same order at every delivery.
    /// </remarks>
    /// <param name="partition">The partition all documents are in.</param>
    /// <param name="build">Adds the operations; called once.</param>
    /// <param name="cancellationToken">Gives up waiting; the transaction may have happened all the same, and is not repeated at the next delivery then.</param>
    /// <exception cref="ValidationException">Documents or updates are not valid.</exception>
    /// <exception cref="TransactionFailedException">An operation other than the marker was refused.</exception>
    public async Task<EffectOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        var call = _calls[partition] = _calls.GetValueOrDefault(partition) + 1;
        var id = StoredId.Of(InboxModel, call == 1 ? $"{SubscriptionId}:{_message.MessageId}" : $"{SubscriptionId}:{_message.MessageId}:{call}");
        var container = StorePartition.DefaultContainer;
        try
        {
            var outcome = await _documents.TransactAsync(
                partition,
                transaction =>
                {
                    transaction.Append(Marker(id));
                    build(transaction);
                    container = transaction.Container;
                },
                cancellationToken).ConfigureAwait(false);
            return new EffectOutcome.Done(outcome);
        }
        catch (TransactionFailedException failed) when (failed.Id == id && failed.Reason is DocumentExistsException)
        {
            return new EffectOutcome.AlreadyDone();
        }
        catch (Exception error) when (error is ValidationException or StoreException { IsTransient: false })
        {
            // What an operation read before the batch was sent may already be the effect: then its refusal says nothing.
            if (await _store.ReadAsync(new StorePartition(container, partition), id, null, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found)
            {
                return new EffectOutcome.AlreadyDone();
            }

            throw;
        }
    }

    private StoreOperation.Create Marker(string id) => new(id, new JsonObject
    {
        [EnvelopeNames.Model] = InboxModel,
        [EnvelopeNames.Key] = StoredId.KeyOf(id),
        ["subscription"] = SubscriptionId,
        ["messageId"] = _message.MessageId,
        ["topic"] = _message.Topic,
    })
    {
        TimeToLive = _keepInbox,
    };
}
