using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The typed front of a <see cref="DocumentEngine"/>: values become JSON and back, nothing else.</summary>
internal sealed class Repository<T> : IRepository<T>
{
    private readonly SaveWriter _saves;
    private readonly UpdateWriter _updates;
    private readonly RepositoryBatches<T> _batches;

    public Repository(Schema<T> schema, DocumentsContext context)
    {
        schema.ThrowIfFaulty();
        Schema = schema;
        Engine = new DocumentEngine(schema, context);
        Reader = new DocumentReader<T>(schema);
        Pages = new QueryPages(_ => schema, context);
        OfModel = Condition.On(EnvelopeNames.Model).Equal(schema.Name);
        Json = new JsonRepository<T>(Engine, Reader);
        _saves = new SaveWriter(Engine);
        _updates = new UpdateWriter(Engine);
        _batches = new RepositoryBatches<T>(this);
        Serializers = new Serializers<T>(this);
    }

    public Schema<T> Schema { get; }

    public IJsonRepository Json { get; }

    public Serializers<T> Serializers { get; }

    internal DocumentEngine Engine { get; }

    internal DocumentReader<T> Reader { get; }

    internal QueryPages Pages { get; }

    /// <summary>What tells the model's documents from others of the partition.</summary>
    internal Condition OfModel { get; }

    public async Task<Item<T>?> GetAsync(DocumentKey key, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var stored = await Engine.ReadAsync(key, options, cancellationToken).ConfigureAwait(false);
        return stored is null ? null : Reader.ReadItem(stored);
    }

    public async Task<bool> ExistsAsync(DocumentKey key, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        await Engine.ReadAsync(key, options, cancellationToken).ConfigureAwait(false) is not null;

    public Task<ManyResult<T>> GetManyAsync(IReadOnlyList<DocumentKey> keys, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        _batches.GetAsync(keys, options, cancellationToken);

    public Task<BatchResult<T>> SaveManyAsync(IReadOnlyList<T> values, CancellationToken cancellationToken = default) => _batches.SaveAsync(values, cancellationToken);

    public Task<BatchResult<T>> DeleteManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken cancellationToken = default) => _batches.DeleteAsync(keys, cancellationToken);

    public Task<RequestDescription?> DescribeAsync(Func<IRepository<T>, Task> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var twin = new Repository<T>(Schema, Engine.Context.Over(new DescribingStore()));
        return DescribingStore.FirstRequestAsync(() => operation(twin));
    }

    public T WithDefaults(T value)
    {
        var document = ToJson(value);
        var scope = new FaultScope();
        DocumentWalk.Visit(Schema.Root, document, scope, new WriteRun(Schema, Engine.Context.Now(), scope) { Document = document }, WriteStages.ApplyDefaults);
        return ToValue(document);
    }

    public IReadOnlyList<DocumentChange> Changes(T before, T after) => DocumentChange.Between(ToJson(before), ToJson(after));

    public Task<Item<T>> CreateAsync(T value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Schema.Direct is { } direct && direct.TryWrite(value, Engine.Context.Now(), null, out var document)
            ? WriteAsync(document, new StoreOperation.Create(document.StoredId, document.Body) { TimeToLive = document.TimeToLive }, cancellationToken)
            : CreateThroughJsonAsync(value, cancellationToken);
    }

    private async Task<Item<T>> CreateThroughJsonAsync(T value, CancellationToken cancellationToken)
    {
        var prepared = await Engine.PrepareAsync(ToJson(value), WriteTarget.FromDocument, cancellationToken).ConfigureAwait(false);
        return await Engine.WriteAsync(prepared, static (id, body) => new StoreOperation.Create(id, body), ToValue, 0, cancellationToken).ConfigureAwait(false);
    }

    public Item<T> Read(StoredDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Reader.ReadItem(document);
    }

    public Task<Item<T>> SaveAsync(T value, WriteOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        WriteWholeAsync(value, options, mustExist: false, cancellationToken);

    public Task<Item<T>> ReplaceAsync(T value, WriteOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        WriteWholeAsync(value, options, mustExist: true, cancellationToken);

    public async Task<Item<T>> UpdateAsync(DocumentKey key, Update<T> update, WriteOptions<T>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var plan = _updates.Plan(update.Steps);
        var demands = DemandsOf(options);
        if (!plan.NeedsDocument && PatchRules.IsNative(demands.Condition))
        {
            try
            {
                return Reader.ReadItem(await _updates.PatchAsync(key, plan, demands.IfMatch, demands.Condition, options?.ReturnCurrent ?? false, cancellationToken).ConfigureAwait(false));
            }
            catch (StoreRequestException) when (plan.MayNotFit)
            {
                // The list to append to is not there yet.
            }
            catch (ConditionFailedException) when (Schema.Version > 1 || !plan.Guards.IsEmpty)
            {
                // The document may have an earlier version, of which a patch would change a part only; or a number no room for the sum.
            }
            catch (DocumentNotFoundException) when (demands is { Mode: UpdateMode.Upsert, IfMatch: null })
            {
                // It is made below.
            }
        }

        return (await _updates.RewriteAsync(key, plan, demands, ToValue, cancellationToken).ConfigureAwait(false)).Item;
    }

    public async Task<Item<T>?> UpdateReturningAsync(DocumentKey key, Update<T> update, WriteOptions<T>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var (_, previous) = await _updates.RewriteAsync(key, _updates.Plan(update.Steps), DemandsOf(options), ToValue, cancellationToken).ConfigureAwait(false);
        return previous is null ? null : Reader.ReadItem(previous);
    }

    public async Task<Item<T>?> DeleteReturningAsync(DocumentKey key, WriteOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        await DeleteWriter.TakeAsync(Engine, key, options?.IfMatch, ConditionOf(options), cancellationToken).ConfigureAwait(false) is { } stored ? Reader.ReadItem(stored) : null;

    public async Task<bool> DeleteAsync(DocumentKey key, WriteOptions<T>? options = null, CancellationToken cancellationToken = default) =>
        await DeleteWriter.RunAsync(Engine, key, options is null ? null : new JsonWriteOptions { IfMatch = options.IfMatch, Condition = ConditionOf(options) }, cancellationToken).ConfigureAwait(false);

    public Query<T> Query(PartitionKey partition) =>
        partition.Count > 0 ? new Query<T>(this, partition) : throw new ArgumentException("A query needs a partition; Scan() asks all of them.", nameof(partition));

    public Query<T> Scan() => new(this, null);

    /// <summary>The value in the model's own shape, ready for the pipeline.</summary>
    internal JsonObject ToJson(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (JsonObject)JsonSerializer.SerializeToNode(value, Schema.Normal)!;
    }

    internal T ToValue(JsonObject normal) => normal.Deserialize(Schema.Normal)!;

    internal Condition? ConditionOf(WriteOptions<T>? options)
    {
        var when = options?.When is { } expression ? ConditionCompiler.Compile(Schema, expression) : null;
        return when is null ? options?.Condition : options!.Condition is { } condition ? when & condition : when;
    }

    private WriteDemands DemandsOf(WriteOptions<T>? options) => new(options?.IfMatch, ConditionOf(options), options?.Mode ?? UpdateMode.MustExist);

    /// <summary>The creation time a value carries; null when it carries none.</summary>
    internal JsonNode? CreatedAtOf(JsonObject value) =>
        Schema.CreatedAt is { Member: not null } created && JsonText.TryGetString(value[created.Name], out var text)
            && TextFormats.TryReadInstant(text, out var instant) && instant != default
                ? JsonValue.Create(TextFormats.Write(instant))
                : null;

    private async Task<Item<T>> WriteAsync(DirectDocument document, StoreOperation.Whole operation, CancellationToken cancellationToken)
    {
        var stored = await Engine.WriteAsync(document.Key, document.Key.Partition, operation, options: null, cancellationToken).ConfigureAwait(false);
        return new Item<T>(document.Key, JsonSerializer.Deserialize(document.Body.Span, Schema.Stored!)!, stored!.ETag)
        {
            CreatedAt = document.CreatedAt,
            UpdatedAt = document.UpdatedAt,
            RequestCharge = stored.RequestCharge,
            SessionToken = stored.SessionToken,
        };
    }

    private async Task<Item<T>> WriteWholeAsync(T value, WriteOptions<T>? options, bool mustExist, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (options is not ({ When: not null } or { Condition: not null }) && Schema.Direct is { } direct
            && direct.TryCreatedAt(value, out var createdAt) && direct.TryWrite(value, Engine.Context.Now(), createdAt, out var written))
        {
            StoreOperation.Whole write = mustExist ? new StoreOperation.Replace(written.StoredId, written.Body) : new StoreOperation.Upsert(written.StoredId, written.Body);
            return await WriteAsync(written, write with { IfMatch = options?.IfMatch, TimeToLive = written.TimeToLive }, cancellationToken).ConfigureAwait(false);
        }

        var document = ToJson(value);
        var request = new SaveRequest
        {
            Target = WriteTarget.FromDocument,
            MustExist = mustExist,
            CreatedAt = CreatedAtOf(document),
            IfMatch = options?.IfMatch,
            Condition = ConditionOf(options),
        };
        return await _saves.RunAsync(document, request, ToValue, cancellationToken).ConfigureAwait(false);
    }
}
