namespace Virga.Documents;

/// <summary>Removes documents.</summary>
internal static class DeleteWriter
{
    public static async Task<bool> RunAsync(DocumentEngine engine, DocumentKey key, JsonWriteOptions? options, CancellationToken cancellationToken)
    {
        if (SchemaKeys.StoredIdOf(engine.Schema, key, out var partition) is not { } id)
        {
            return false;
        }

        if (options?.Once is { Token: not null } once)
        {
            return await OnceAsync(engine, key, new StorePartition(engine.Schema.Container, partition), id, options, once, cancellationToken).ConfigureAwait(false);
        }

        await engine.Schema.BeforeDeleteAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            if (options is null or { Condition: null, Within: null } && engine.Schema.Expiry is null)
            {
                await engine.WriteAsync(key, partition, new StoreOperation.Delete(id) { IfMatch = options?.IfMatch }, options: null, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // Of a model that expires, too, it is read first: what has expired and is still stored was not there.
                var write = Demanding(engine, key, options);
                await write.RunAsync(
                    current => engine.WriteAsync(key, partition, new StoreOperation.Delete(id) { IfMatch = current!.Stored.ETag }, options: null, cancellationToken),
                    cancellationToken).ConfigureAwait(false);
            }

            await engine.Schema.AfterDeleteAsync(key, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentNotFoundException)
        {
            return false;
        }
    }

    private static async Task<bool> OnceAsync(
        DocumentEngine engine, DocumentKey key, StorePartition partition, string id, JsonWriteOptions options, TransactionOptions once, CancellationToken cancellationToken)
    {
        var write = Demanding(engine, key, options);
        var pending = new PendingOperation(TransactionKind.Delete, id, async token =>
        {
            var current = await write.ReadAsync(token).ConfigureAwait(false);
            return await TransactionWrites.DeletedAsync(engine.Schema, key, new StoreOperation.Delete(id) { IfMatch = current!.Stored.ETag }, token).ConfigureAwait(false);
        })
        {
            Schema = engine.Schema,
            Key = key,
            ReadsFirst = true,
            CanRetry = () => options.IfMatch is null,
        };
        try
        {
            await OnceWrite.CommitAsync(engine, partition, pending, once, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentNotFoundException)
        {
            return false;
        }
    }

    private static OptimisticWrite Demanding(DocumentEngine engine, DocumentKey key, JsonWriteOptions? options) =>
        new(engine, key) { IfMatch = options?.IfMatch, Condition = options?.Condition, Within = options?.Within, MustExist = true };

    /// <summary>Removes a document and gives back what it was; null when there is none. Reads first, and deletes the version read.</summary>
    public static async Task<StoredDocument?> TakeAsync(DocumentEngine engine, DocumentKey key, string? ifMatch, Condition? condition, CancellationToken cancellationToken)
    {
        if (SchemaKeys.StoredIdOf(engine.Schema, key, out var partition) is not { } id)
        {
            return null;
        }

        await engine.Schema.BeforeDeleteAsync(key, cancellationToken).ConfigureAwait(false);
        var write = new OptimisticWrite(engine, key) { IfMatch = ifMatch, Condition = condition, MustExist = true };
        try
        {
            var removed = await write.RunAsync(
                async current =>
                {
                    await engine.WriteAsync(key, partition, new StoreOperation.Delete(id) { IfMatch = current!.Stored.ETag }, options: null, cancellationToken).ConfigureAwait(false);
                    return current.Stored;
                },
                cancellationToken).ConfigureAwait(false);
            await engine.Schema.AfterDeleteAsync(key, cancellationToken).ConfigureAwait(false);
            return removed;
        }
        catch (DocumentNotFoundException)
        {
            return null;
        }
    }
}
