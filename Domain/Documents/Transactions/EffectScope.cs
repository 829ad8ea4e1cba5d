using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Writes the effects of one delivery (of a message, of a change) once, however often it comes.</summary>
public sealed class EffectScope
{
    private const string InboxModel = "_inbox";

    private readonly IDocuments _documents;
    private readonly IDocumentStore _store;
    private readonly string _delivery;
    private readonly TimeSpan _keep;
    private readonly Dictionary<PartitionKey, int> _calls = [];

    /// <param name="documents">What writes.</param>
    /// <param name="store">Where a marker is looked for when what an operation read may already be the effect.</param>
    /// <param name="delivery">What names the delivery at its handler; the same whenever it comes again.</param>
    /// <param name="keep">How long the marker stands: longer than the delivery can come again.</param>
    public EffectScope(IDocuments documents, IDocumentStore store, string delivery, TimeSpan keep)
    {
        ArgumentException.ThrowIfNullOrEmpty(delivery);
        _documents = documents;
        _store = store;
        _delivery = delivery;
        _keep = keep;
    }

    /// <summary>What a marker says beside its name, for whoever reads the container.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>Writes documents of one partition, all or none, and only once for this delivery.</summary>
    /// <remarks>
    /// A marker is written in the same transaction, and takes one of its operations; when it is there already, nothing is written. Several calls for one partition are told apart
    /// by their order, so make them in the same order at every delivery.
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
        var id = StoredId.Of(InboxModel, call == 1 ? _delivery : $"{_delivery}:{call}");
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

    private StoreOperation.Create Marker(string id)
    {
        var body = new JsonObject { [EnvelopeNames.Model] = InboxModel, [EnvelopeNames.Key] = StoredId.KeyOf(id) };
        foreach (var (name, value) in Details)
        {
            body[name] = value;
        }

        return new StoreOperation.Create(id, body) { TimeToLive = _keep };
    }
}
