using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The JSON front of a <see cref="DocumentEngine"/>.</summary>
internal sealed class JsonRepository<T>(DocumentEngine engine, DocumentReader<T> reader) : IJsonRepository
{
    private readonly SaveWriter _saves = new(engine);
    private readonly MergeWriter _merges = new(engine, reader.ReadJson);

    public Schema Schema => engine.Schema;

    public async Task<Item<JsonObject>?> GetAsync(DocumentKey key, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var stored = await engine.ReadAsync(key, options, cancellationToken).ConfigureAwait(false);
        return stored is null ? null : reader.ReadJson(stored);
    }

    public Task<Item<JsonObject>> CreateAsync(PartitionKey partition, JsonObject body, CancellationToken cancellationToken = default) =>
        CreateAsync(new WriteTarget { Partition = partition }, body, once: null, cancellationToken);

    public Task<Item<JsonObject>> CreateAsync(DocumentKey key, JsonObject body, CancellationToken cancellationToken = default) =>
        CreateAsync(WriteTarget.At(key), body, once: null, cancellationToken);

    public Task<Item<JsonObject>> CreateAsync(PartitionKey partition, JsonObject body, JsonWriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CreateAsync(new WriteTarget { Partition = partition, Keep = options.Keep }, body, options.Once, cancellationToken);
    }

    public Task<Item<JsonObject>> CreateAsync(DocumentKey key, JsonObject body, JsonWriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CreateAsync(WriteTarget.At(key) with { Keep = options.Keep }, body, options.Once, cancellationToken);
    }

    public async Task<Item<JsonObject>> ReplaceAsync(DocumentKey key, JsonObject body, JsonWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is { Within: not null } or { Keep.IsEmpty: false } or { Once.Token: not null })
        {
            ArgumentNullException.ThrowIfNull(body);
            return await _merges.ReplaceAsync(key, body, options, cancellationToken).ConfigureAwait(false);
        }

        var request = new SaveRequest { Target = WriteTarget.At(key), MustExist = true, IfMatch = options?.IfMatch, Condition = options?.Condition };
        return await _saves.RunAsync(Own(body), request, Copy, cancellationToken).ConfigureAwait(false);
    }

    public Task<Item<JsonObject>> MergeAsync(DocumentKey key, JsonObject patch, JsonWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return _merges.RunAsync(key, patch, options, cancellationToken);
    }

    public Task<Item<JsonObject>> PatchAsync(DocumentKey key, JsonPatch patch, JsonWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return _merges.RunAsync(key, patch, options, cancellationToken);
    }

    public Task<bool> DeleteAsync(DocumentKey key, JsonWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        DeleteWriter.RunAsync(engine, key, options, cancellationToken);

    private async Task<Item<JsonObject>> CreateAsync(WriteTarget target, JsonObject body, TransactionOptions? once, CancellationToken cancellationToken)
    {
        var prepared = await engine.PrepareAsync(Own(body), target, cancellationToken).ConfigureAwait(false);
        return once?.Token is null
            ? await engine.WriteAsync(prepared, static (id, stored) => new StoreOperation.Create(id, stored), Copy, 0, cancellationToken).ConfigureAwait(false)
            : await OnceWrite.RunAsync(engine, prepared.Partition, TransactionWrites.Creation(engine, prepared, Copy, reader.ReadJson), once, cancellationToken).ConfigureAwait(false);
    }

    private static JsonObject Own(JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return (JsonObject)body.DeepClone();
    }

    private static JsonObject Copy(JsonObject normal) => (JsonObject)normal.DeepClone();
}
