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

        try
        {
            if (condition is null)
            {
                await engine.WriteAsync(key, partition, new StoreOperation.Delete(id) { IfMatch = ifMatch }, returnBody: false, cancellationToken).ConfigureAwait(false);
                return true;
            }

            var write = new OptimisticWrite(engine, key) { IfMatch = ifMatch, Condition = condition, MustExist = true };
            return await write.RunAsync(
                async current =>
                {
                    await engine.WriteAsync(key, partition, new StoreOperation.Delete(id) { IfMatch = current!.Stored.ETag }, returnBody: false, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            return false;
        }
    }
}
