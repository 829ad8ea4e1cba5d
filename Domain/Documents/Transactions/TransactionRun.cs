using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Sends one transaction: again when it lost a race, and, where it has a token, again when nobody knows whether it happened.</summary>
internal sealed class TransactionRun(DocumentsContext context, StorePartition partition, IReadOnlyList<PendingOperation> writes, TransactionOptions options)
{
    private bool _isSent;

    /// <summary>How many of the framework's operations come before the caller's.</summary>
    private int Reserved => options.Token is null ? 0 : 1;

    public async Task<TransactionOutcome> CommitAsync(CancellationToken cancellationToken)
    {
        var started = context.Retry.Now();
        var (races, retries) = (0, 0);
        while (true)
        {
            StoreException refusal;
            try
            {
                return await SendAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (StoreException exception)
            {
                refusal = exception;
            }
            catch (ValidationException)
            {
                // What has happened may be why it cannot happen again.
                if (await FindRecordedAsync(cancellationToken).ConfigureAwait(false) is { } done)
                {
                    return done;
                }

                throw;
            }

            if (refusal is not StoreThrottledException && await FindRecordedAsync(cancellationToken).ConfigureAwait(false) is { } recorded)
            {
                return recorded;
            }

            if (refusal is TransactionFailedException failed && LostRace(failed) && races++ < context.Options.RaceRetries)
            {
                continue;
            }

            if (options.Token is null || context.Retry.PauseAfter(refusal, retries++, started) is not { } pause)
            {
                throw Translate(refusal);
            }

            await context.Retry.PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TransactionOutcome> SendAsync(CancellationToken cancellationToken)
    {
        _isSent = false;
        var prepared = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        _isSent = true;
        ImmutableArray<StoreOperation> operations = [.. prepared.Select(operation => operation.Operation)];
        if (options.Token is { } token)
        {
            operations = operations.Insert(0, TransactionMarker.Write(token, writes, prepared, options.Remember));
        }

        var result = await context.Store.TransactAsync(new StoreTransaction(partition, operations) { ReturnCurrent = options.ReturnCurrent }, cancellationToken).ConfigureAwait(false);
        var results = ImmutableArray.CreateBuilder<TransactionResult>(prepared.Length);
        for (var index = 0; index < prepared.Length; index++)
        {
            var etag = result.ETags[Reserved + index];
            results.Add(new TransactionResult(writes[index].StoredId, etag.Length == 0 ? null : etag)
            {
                Key = writes[index].Key,
                Item = prepared[index].Complete?.Invoke(etag),
            });
        }

        foreach (var operation in prepared)
        {
            if (operation.After is { } after)
            {
                await after(cancellationToken).ConfigureAwait(false);
            }
        }

        return new TransactionOutcome(results.MoveToImmutable(), result.RequestCharge) { SessionToken = result.SessionToken };
    }

    private async Task<ImmutableArray<PreparedOperation>> PrepareAsync(CancellationToken cancellationToken)
    {
        var prepared = ImmutableArray.CreateBuilder<PreparedOperation>(writes.Count);
        var faults = new List<DocumentFault>();
        string? model = null;
        for (var index = 0; index < writes.Count; index++)
        {
            var pending = writes[index];
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
                throw new TransactionFailedException(Reserved + index, pending.StoredId, exception);
            }
        }

        return faults.Count == 0 ? prepared.ToImmutable() : throw new ValidationException(model!, faults);
    }

    /// <summary>What the same token has done before; null when it has not. Any refusal may be because of that: what an operation expected, the first run may have changed.</summary>
    private async Task<TransactionOutcome?> FindRecordedAsync(CancellationToken cancellationToken)
    {
        if (options.Token is not { } token)
        {
            return null;
        }

        if (await context.Store.ReadAsync(partition, TransactionMarker.IdOf(token), new StoreReadOptions { NoCache = true }, cancellationToken).ConfigureAwait(false)
            is not StoreReadResult.Found { Document: var marker })
        {
            return null;
        }

        var ids = TransactionMarker.Read(token, marker, writes);
        var now = await context.Store.ReadManyAsync(
            partition.Container, [.. ids.Select(id => new StoreKey(partition.Key, id))], cancellationToken: cancellationToken).ConfigureAwait(false);
        var results = writes.Select((pending, index) => new TransactionResult(ids[index], now.Documents[index]?.ETag)
        {
            Key = pending is { Schema: { } schema, Key: { } key } ? key with { Id = KeyOf(ids[index], schema, key) } : null,
            Item = pending.Kind is TransactionKind.Create or TransactionKind.Save or TransactionKind.Replace && now.Documents[index] is { } document ? pending.Read!(document) : null,
        });
        return new TransactionOutcome([.. results], now.RequestCharge) { IsReplay = true };
    }

    private static string KeyOf(string storedId, Schema schema, DocumentKey key) =>
        storedId.StartsWith(schema.Name + "|", StringComparison.Ordinal) ? StoredId.KeyOf(storedId) : key.Id;

    /// <summary>Whether somebody else wrote between what an operation read and its write. What the reading itself refuses is no race.</summary>
    private bool LostRace(TransactionFailedException exception) =>
        _isSent && exception.Index >= Reserved && writes[exception.Index - Reserved].CanRetry()
        && exception.Reason is ETagMismatchException or DocumentExistsException or DocumentNotFoundException;

    /// <summary>Says a refusal in the caller's terms: its own operation's number, and the model's key.</summary>
    private StoreException Translate(StoreException refusal)
    {
        if (refusal is not TransactionFailedException failed || failed.Index < Reserved)
        {
            return refusal;
        }

        var index = failed.Index - Reserved;
        var pending = writes[index];
        var reason = pending is { Schema: { } schema, Key: { } key } ? StoreErrors.Translate(failed.Reason, schema, key) : failed.Reason;
        return new TransactionFailedException(index, failed.Id, reason) { Model = pending.Schema?.Name, Key = pending.Key };
    }
}
