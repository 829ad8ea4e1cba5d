using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Changes documents by patches: merge patches (RFC 7396) and JSON patches (RFC 6902).</summary>
internal sealed class MergeWriter(DocumentEngine engine)
{
    public Task<Item<JsonObject>> RunAsync(DocumentKey key, JsonObject patch, JsonWriteOptions? options, CancellationToken cancellationToken)
    {
        var named = WithoutAliases(engine.Schema, patch);
        return RunAsync(key, document => Merge(document, named), options, cancellationToken);
    }

    public Task<Item<JsonObject>> RunAsync(DocumentKey key, JsonPatch patch, JsonWriteOptions? options, CancellationToken cancellationToken) =>
        RunAsync(key, patch.Apply, options, cancellationToken);

    private static JsonObject Merge(JsonObject document, JsonObject patch)
    {
        MergePatch.Apply(document, patch);
        return document;
    }

    private Task<Item<JsonObject>> RunAsync(DocumentKey key, Func<JsonObject, JsonObject> change, JsonWriteOptions? options, CancellationToken cancellationToken)
    {
        var write = new OptimisticWrite(engine, key) { IfMatch = options?.IfMatch, Condition = options?.Condition, MustExist = true };
        return write.RunAsync(current => ChangeAsync(key, current!, change, cancellationToken), cancellationToken);
    }

    private async Task<Item<JsonObject>> ChangeAsync(DocumentKey key, CurrentDocument current, Func<JsonObject, JsonObject> change, CancellationToken cancellationToken)
    {
        var schema = engine.Schema;
        var document = StoredJson.ToNormal(schema, current.Body, new FaultScope());
        var createdAt = schema.CreatedAt is { } created ? document[created.Name]?.DeepClone() : null;
        var previous = schema.NeedsPrevious ? (JsonObject)document.DeepClone() : null;
        RemoveRefused(schema, document);
        document = change(document);
        var target = WriteTarget.At(key) with { CreatedAt = createdAt, Previous = previous, Kind = WriteKind.Update };
        var prepared = await engine.PrepareAsync(document, target, cancellationToken).ConfigureAwait(false);
        return await engine.WriteAsync(
            prepared,
            (id, body) => new StoreOperation.Replace(id, body) { IfMatch = current.Stored.ETag },
            normal => (JsonObject)normal.DeepClone(),
            current.Stored.RequestCharge,
            cancellationToken).ConfigureAwait(false);
    }

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
