using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Changes documents by what is stored: by merge patches (RFC 7396), JSON patches (RFC 6902), and replacements that keep something.</summary>
internal sealed class MergeWriter(DocumentEngine engine, Func<StoredDocument, object> read)
{
    public Task<Item<JsonObject>> RunAsync(DocumentKey key, JsonObject patch, JsonWriteOptions? options, CancellationToken cancellationToken)
    {
        var named = WithoutAliases(engine.Schema, patch);
        return RunAsync(key, WriteKind.Update, document => Merge(document, named), options, cancellationToken);
    }

    public Task<Item<JsonObject>> RunAsync(DocumentKey key, JsonPatch patch, JsonWriteOptions? options, CancellationToken cancellationToken) =>
        RunAsync(key, WriteKind.Update, patch.Apply, options, cancellationToken);

    public Task<Item<JsonObject>> ReplaceAsync(DocumentKey key, JsonObject body, JsonWriteOptions options, CancellationToken cancellationToken) =>
        RunAsync(key, WriteKind.Replace, _ => (JsonObject)body.DeepClone(), options, cancellationToken);

    private static JsonObject Merge(JsonObject document, JsonObject patch)
    {
        MergePatch.Apply(document, patch);
        return document;
    }

    private Task<Item<JsonObject>> RunAsync(DocumentKey key, WriteKind kind, Func<JsonObject, JsonObject> change, JsonWriteOptions? options, CancellationToken cancellationToken)
    {
        var write = new OptimisticWrite(engine, key) { IfMatch = options?.IfMatch, Condition = options?.Condition, Within = options?.Within, MustExist = true };
        var target = WriteTarget.At(key) with { Kind = kind, Keep = options?.Keep ?? [] };
        return options?.Once is { Token: not null } once
            ? OnceAsync(key, write, (current, token) => PrepareAsync(target, current, change, token), once, cancellationToken)
            : write.RunAsync(
                async current => await engine.WriteAsync(
                    await PrepareAsync(target, current!, change, cancellationToken).ConfigureAwait(false),
                    (id, body) => new StoreOperation.Replace(id, body) { IfMatch = current!.Stored.ETag },
                    Copy,
                    current!.Stored.RequestCharge,
                    cancellationToken).ConfigureAwait(false),
                cancellationToken);
    }

    private Task<Item<JsonObject>> OnceAsync(
        DocumentKey key, OptimisticWrite write, Func<CurrentDocument, CancellationToken, Task<PreparedDocument>> prepare, TransactionOptions once, CancellationToken cancellationToken)
    {
        var id = SchemaKeys.StoredIdOf(engine.Schema, key, out var partition) ?? throw StoreErrors.NotFound(engine.Schema, key);
        var pending = new PendingOperation(TransactionKind.Replace, id, async token =>
        {
            var current = (await write.ReadAsync(token).ConfigureAwait(false))!;
            return TransactionWrites.Whole(
                await prepare(current, token).ConfigureAwait(false), Copy, (stored, body) => new StoreOperation.Replace(stored, body) { IfMatch = current.Stored.ETag });
        })
        {
            Schema = engine.Schema,
            Key = key,
            Read = read,
            ReadsFirst = true,
            CanRetry = () => write.IfMatch is null,
        };
        return OnceWrite.RunAsync(engine, new StorePartition(engine.Schema.Container, partition), pending, once, cancellationToken);
    }

    private async Task<PreparedDocument> PrepareAsync(WriteTarget target, CurrentDocument current, Func<JsonObject, JsonObject> change, CancellationToken cancellationToken)
    {
        var schema = engine.Schema;
        var document = StoredJson.ToNormal(schema, current.Body, new FaultScope());
        var createdAt = schema.CreatedAt is { } created ? document[created.Name]?.DeepClone() : null;
        var previous = schema.NeedsPrevious || !target.Keep.IsEmpty ? (JsonObject)document.DeepClone() : null;
        RemoveRefused(schema, document);
        document = change(document);
        var prepared = await engine.PrepareAsync(document, target with { CreatedAt = createdAt, Previous = previous }, cancellationToken).ConfigureAwait(false);
        if (target.Kind == WriteKind.Replace && prepared.GivenRevision != 0 && prepared.GivenRevision != engine.Pipeline.RevisionOf(previous))
        {
            throw StoreErrors.ETagMismatch(schema, prepared.Key);
        }

        return prepared;
    }

    private static JsonObject Copy(JsonObject normal) => (JsonObject)normal.DeepClone();

    // What older documents have beside the model is not the caller's fault.
    private static void RemoveRefused(Schema schema, JsonObject document)
    {
        for (var index = document.Count - 1; schema.Settings.Unknown.Otherwise == UnknownAttributes.Refuse && index >= 0; index--)
        {
            if (schema.Root.Find(document.GetAt(index).Key) is null)
            {
                document.RemoveAt(index);
            }
        }
    }

    // An attribute patched under another of its names is the same attribute.
    private static JsonObject WithoutAliases(Schema schema, JsonObject patch)
    {
        var renamed = patch;
        foreach (var attribute in schema.Root.Attributes)
        {
            foreach (var alias in attribute.Aliases)
            {
                if (!patch.ContainsKey(alias) || patch.ContainsKey(attribute.Name))
                {
                    continue;
                }

                renamed = ReferenceEquals(renamed, patch) ? (JsonObject)patch.DeepClone() : renamed;
                renamed.Remove(alias, out var value);
                renamed[attribute.Name] = value;
            }
        }

        return renamed;
    }
}
