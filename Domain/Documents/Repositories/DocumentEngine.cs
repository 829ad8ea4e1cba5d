using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Writes and reads one model's documents as JSON. The typed repository, the JSON facet and transactions all stand on it.</summary>
internal sealed class DocumentEngine(Schema schema, DocumentsContext context)
{
    public Schema Schema { get; } = schema;

    public DocumentsContext Context { get; } = context;

    public WritePipeline Pipeline { get; } = new(schema);

    /// <summary>Runs the write pipeline, which takes the document over, and waits for the model's own code.</summary>
    /// <exception cref="ValidationException">The document is not valid.</exception>
    public async ValueTask<PreparedDocument> PrepareAsync(JsonObject document, WriteTarget target, CancellationToken cancellationToken)
    {
        var scope = new FaultScope();
        var prepared = await Pipeline.PrepareAsync(document, target, Context.Now(), scope, cancellationToken).ConfigureAwait(false);
        scope.ThrowIfAny(Schema.Name);
        return prepared!;
    }

    /// <summary>Reads a document; null when there is none, none can have that key, or it has expired.</summary>
    public Task<StoredDocument?> ReadAsync(DocumentKey key, ReadOptions? options, CancellationToken cancellationToken) =>
        ReadAsync(key, ReadOptionsOf(options), options?.IncludeExpired ?? false, cancellationToken);

    /// <summary>Reads a document that is then written with the version read.</summary>
    public Task<StoredDocument?> ReadForWriteAsync(DocumentKey key, CancellationToken cancellationToken) =>
        ReadAsync(key, new StoreReadOptions { IsForWrite = true }, includeExpired: false, cancellationToken);

    public static StoreReadOptions? ReadOptionsOf(ReadOptions? options) =>
        options is null ? null : new StoreReadOptions { SessionToken = options.SessionToken, NoCache = options.NoCache };

    /// <summary>Whether a stored document has expired and only waits to be removed.</summary>
    public bool IsExpired(StoredDocument document) => Schema.Expiry is not null && StoredExpiry.IsPast(document, Context.Now().Now);

    /// <summary>What is left of a stored document's life, for a write that keeps its end; null for ever.</summary>
    public TimeSpan? LifeOf(StoredDocument document) =>
        StoredExpiry.Of(document) is { } end ? SchemaExpiry.LifeUntil(DateTimeOffset.FromUnixTimeMilliseconds(end), Context.Now().Now) : null;

    private async Task<StoredDocument?> ReadAsync(DocumentKey key, StoreReadOptions? readOptions, bool includeExpired, CancellationToken cancellationToken)
    {
        if (SchemaKeys.StoredIdOf(Schema, key, out var partition) is not { } id)
        {
            return null;
        }

        try
        {
            var result = await Context.Store.ReadAsync(new StorePartition(Schema.Container, partition), id, readOptions, cancellationToken).ConfigureAwait(false);
            return result is StoreReadResult.Found { Document: var found } && (includeExpired || !IsExpired(found)) ? found : null;
        }
        catch (StoreException exception) when (StoreErrors.Translate(exception, Schema, key) is { } translated && translated != exception)
        {
            throw translated;
        }
    }

    /// <summary>What an expired document left behind until the store removes it; null when there is nothing, or a document.</summary>
    public async Task<StoredDocument?> ReadExpiredAsync(DocumentKey key, CancellationToken cancellationToken) =>
        Schema.Expiry is not null && await ReadAsync(key, new StoreReadOptions { IsForWrite = true }, includeExpired: true, cancellationToken).ConfigureAwait(false) is { } stored && IsExpired(stored)
            ? stored
            : null;

    /// <summary>A creation where an expired document still lies: it takes that one's place.</summary>
    public static StoreOperation.Whole Over(StoredDocument expired, StoreOperation.Create creation)
    {
        var replacement = creation.Utf8.IsEmpty ? new StoreOperation.Replace(creation.Id, creation.Body) : new StoreOperation.Replace(creation.Id, creation.Utf8);
        return replacement with { IfMatch = expired.ETag, TimeToLive = creation.TimeToLive };
    }

    /// <summary>Does one write, and says refusals in the model's terms.</summary>
    public async Task<StoredDocument?> WriteAsync(DocumentKey key, PartitionKey partition, StoreOperation operation, StoreWriteOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await Context.Store.WriteAsync(new StorePartition(Schema.Container, partition), operation, options, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentExistsException taken) when (operation is StoreOperation.Create && Schema.Expiry is not null)
        {
            // What is in the way may have expired, and only waits to be removed.
            return await ReadExpiredAsync(key, cancellationToken).ConfigureAwait(false) is { } expired
                ? await WriteAsync(key, partition, Over(expired, (StoreOperation.Create)operation), options, cancellationToken).ConfigureAwait(false)
                : throw StoreErrors.Exists(Schema, key, taken);
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
        var after = AfterWrite(prepared);
        var life = prepared.TimeToLive;
        var write = operation(prepared.StoredId, prepared.TakeBody()) with { TimeToLive = life };
        var stored = await WriteAsync(prepared.Key, prepared.Key.Partition, write, options: null, cancellationToken).ConfigureAwait(false);
        if (after is not null)
        {
            await after(cancellationToken).ConfigureAwait(false);
        }

        return item with { ETag = stored!.ETag, RequestCharge = charge + stored.RequestCharge, SessionToken = stored.SessionToken };
    }

    /// <summary>A prepared document as its caller gets it back, still without a version.</summary>
    public static Item<TResult> ItemOf<TResult>(PreparedDocument prepared, Func<JsonObject, TResult> project) =>
        new(prepared.Key, project(prepared.Schema.HasReads ? prepared.Schema.Show((JsonObject)prepared.Normal.DeepClone()) : prepared.Normal), "") { CreatedAt = prepared.CreatedAt, UpdatedAt = prepared.UpdatedAt };

    /// <summary>What the model runs after the document was written; null for nothing. To be asked for before the body is taken.</summary>
    public static Func<CancellationToken, ValueTask>? AfterWrite(PreparedDocument prepared)
    {
        if (!prepared.Schema.HasAfterWrite)
        {
            return null;
        }

        var written = (JsonObject)prepared.Normal.DeepClone();
        return token => prepared.Schema.AfterWriteAsync(written, new WriteContext(prepared.Kind, prepared.Now), token);
    }
}
