using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Writes and reads one model's documents as JSON. The typed repository, the JSON facet and transactions all stand on it.</summary>
internal sealed class DocumentEngine(Schema schema, DocumentsContext context)
{
    public Schema Schema { get; } = schema;

    public DocumentsContext Context { get; } = context;

    public WritePipeline Pipeline { get; } = new(schema);

    /// <summary>Runs the write pipeline, which takes the document over.</summary>
    /// <exception cref="ValidationException">The document is not valid.</exception>
    public PreparedDocument Prepare(JsonObject document, WriteTarget target)
    {
        var scope = new FaultScope();
        var prepared = Pipeline.Prepare(document, target, Context.Now(), scope);
        scope.ThrowIfAny(Schema.Name);
        return prepared!;
    }

    /// <summary>Reads a document; null when there is none, or none can have that key.</summary>
    public async Task<StoredDocument?> ReadAsync(DocumentKey key, ReadOptions? options, CancellationToken cancellationToken)
    {
        if (SchemaKeys.StoredIdOf(Schema, key, out var partition) is not { } id)
        {
            return null;
        }

        var readOptions = options?.SessionToken is { } session ? new StoreReadOptions { SessionToken = session } : null;
        try
        {
            var result = await Context.Store.ReadAsync(new StorePartition(Schema.Container, partition), id, readOptions, cancellationToken).ConfigureAwait(false);
            return (result as StoreReadResult.Found)?.Document;
        }
        catch (StoreException exception) when (StoreErrors.Translate(exception, Schema, key) is { } translated && translated != exception)
        {
            throw translated;
        }
    }

    /// <summary>Does one write, and says refusals in the model's terms.</summary>
    public async Task<StoredDocument?> WriteAsync(DocumentKey key, PartitionKey partition, StoreOperation operation, bool returnBody, CancellationToken cancellationToken)
    {
        try
        {
            var options = returnBody ? new StoreWriteOptions { ReturnBody = true } : null;
            return await Context.Store.WriteAsync(new StorePartition(Schema.Container, partition), operation, options, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException exception) when (StoreErrors.Translate(exception, Schema, key) is { } translated && translated != exception)
        {
            throw translated;
        }
    }

    /// <summary>Writes a prepared document and gives it back: <paramref name="operation"/> makes the write of the stored id and the body, <paramref name="project"/> the result
    /// of the normal form, before that becomes the body. <paramref name="charge"/> is what was spent before.</summary>
    public async Task<Item<TResult>> WriteAsync<TResult>(
        PreparedDocument prepared, Func<string, JsonObject, StoreOperation> operation, Func<JsonObject, TResult> project, double charge, CancellationToken cancellationToken)
    {
        var item = ItemOf(prepared, project);
        var write = operation(prepared.StoredId, prepared.TakeBody()) with { TimeToLive = Schema.TimeToLive };
        var stored = await WriteAsync(prepared.Key, prepared.Key.Partition, write, returnBody: false, cancellationToken).ConfigureAwait(false);
        return item with { ETag = stored!.ETag, RequestCharge = charge + stored.RequestCharge, SessionToken = stored.SessionToken };
    }

    /// <summary>A prepared document as its caller gets it back, still without a version.</summary>
    public static Item<TResult> ItemOf<TResult>(PreparedDocument prepared, Func<JsonObject, TResult> project) =>
        new(prepared.Key, project(prepared.Normal), "") { CreatedAt = prepared.CreatedAt, UpdatedAt = prepared.UpdatedAt };
}
