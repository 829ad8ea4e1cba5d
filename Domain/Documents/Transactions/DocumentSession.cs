using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Virga.Documents;

/// <summary>The one implementation of <see cref="IDocuments"/>, over a store.</summary>
internal sealed class DocumentSession(DocumentsContext context, IServiceProvider services, ILogger<DocumentSession> logger) : IDocuments
{
    private readonly ConcurrentDictionary<Schema, object> _repositories = new();

    public IRepository<T> For<T>(Schema<T> schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return (IRepository<T>)_repositories.GetOrAdd(schema, static (_, state) => new Repository<T>(state.schema, state.context), (schema, context));
    }

    public async Task<TransactionOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        var transaction = new Transaction(partition, services);
        build(transaction);
        transaction.ThrowIfFaulty();
        var outcome = await CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        foreach (var action in transaction.Committed)
        {
            RunCommitted(action);
        }

        return outcome;
    }

    private async Task<TransactionOutcome> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var prepared = await PrepareAsync(transaction, cancellationToken).ConfigureAwait(false);
            var store = new StoreTransaction(new StorePartition(transaction.Container, transaction.Partition), [.. prepared.Select(operation => operation.Operation)]);
            try
            {
                var result = await context.Store.TransactAsync(store, cancellationToken).ConfigureAwait(false);
                return Outcome(transaction, prepared, result);
            }
            catch (TransactionFailedException exception) when (attempt < context.Options.RaceRetries && LostRace(exception, transaction))
            {
                // Somebody else wrote what an operation had read: look again.
            }
            catch (TransactionFailedException exception) when (transaction.Operations[exception.Index] is { Schema: { } schema, Key: { } key })
            {
                throw new TransactionFailedException(exception.Index, exception.Id, StoreErrors.Translate(exception.Reason, schema, key));
            }
        }
    }

    private static async Task<ImmutableArray<PreparedOperation>> PrepareAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var prepared = ImmutableArray.CreateBuilder<PreparedOperation>(transaction.Count);
        var faults = new List<DocumentFault>();
        string? model = null;
        for (var index = 0; index < transaction.Count; index++)
        {
            var pending = transaction.Operations[index];
            try
            {
                prepared.Add(await pending.PrepareAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (ValidationException exception)
            {
                model ??= exception.Model;
                faults.AddRange(exception.Faults.Select(fault => fault with { Operation = index }));
            }
            catch (StoreException exception) when (!exception.IsTransient)
            {
                // What the operation read refuses it already: the same answer as the store's own.
                throw new TransactionFailedException(index, pending.StoredId, exception);
            }
        }

        return faults.Count == 0 ? prepared.ToImmutable() : throw new ValidationException(model!, faults);
    }

    private static bool LostRace(TransactionFailedException exception, Transaction transaction) =>
        transaction.Operations[exception.Index].CanRetry && exception.Reason is ETagMismatchException or DocumentExistsException or DocumentNotFoundException;

    private static TransactionOutcome Outcome(Transaction transaction, ImmutableArray<PreparedOperation> prepared, StoreTransactionResult result)
    {
        var results = ImmutableArray.CreateBuilder<TransactionResult>(prepared.Length);
        for (var index = 0; index < prepared.Length; index++)
        {
            var etag = result.ETags[index];
            results.Add(new TransactionResult(transaction.Operations[index].StoredId, etag.Length == 0 ? null : etag)
            {
                Key = transaction.Operations[index].Key,
                Item = prepared[index].Complete?.Invoke(etag),
            });
        }

        return new TransactionOutcome(results.MoveToImmutable(), result.RequestCharge) { SessionToken = result.SessionToken };
    }

    [SuppressMessage("Design", "CA1031", Justification = "The transaction has happened; whatever a callback throws cannot undo it.")]
    private void RunCommitted(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Log.CommittedCallbackFailed(logger, exception);
        }
    }
}
