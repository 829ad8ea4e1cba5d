namespace Virga.Documents;

/// <summary>Removes documents.</summary>
internal static class DeleteWriter
{
    public static async Task<bool> RunAsync(DocumentEngine engine, DocumentKey key, string? ifMatch, Condition? condition, CancellationToken cancellationToken)
    {
        if (SchemaKeys.StoredIdOf(engine.Schema, key, out var partition) is not { } id)
        {
            return false;
        }

        await engine.Schema.BeforeDeleteAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            if (condition is null)
            {
                await engine.WriteAsync(key, partition, new StoreOperation.Delete(id) { IfMatch = ifMatch }, returnBody: false, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                var write = new OptimisticWrite(engine, key) { IfMatch = ifMatch, Condition = condition, MustExist = true };
                await write.RunAsync(
                    current => engine.WriteAsync(key, partition, new StoreOperation.Delete(id) { IfMatch = current!.Stored.ETag }, returnBody: false, cancellationToken),
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
}
