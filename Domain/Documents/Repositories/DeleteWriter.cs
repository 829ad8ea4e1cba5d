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
                var write = new OptimisticWrite(engine, key) { IfMatch = options?.IfMatch, Condition = options?.Condition, Within = options?.Within, MustExist = true };
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
