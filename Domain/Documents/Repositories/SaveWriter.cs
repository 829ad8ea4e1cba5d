using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Saves and replaces whole documents.</summary>
internal sealed class SaveWriter(DocumentEngine engine)
{
    private Schema Schema => engine.Schema;

    /// <exception cref="ValidationException">The document is not valid; nothing was sent.</exception>
    public Task<Item<TResult>> RunAsync<TResult>(JsonObject document, SaveRequest request, Func<JsonObject, TResult> project, CancellationToken cancellationToken)
    {
        var prepared = engine.Prepare(document, request.Target with { CreatedAt = request.CreatedAt });
        if (!NeedsRead(Schema, request))
        {
            return engine.WriteAsync(prepared, (id, body) => Operation(id, body, request), project, 0, cancellationToken);
        }

        var write = new OptimisticWrite(engine, prepared.Key) { IfMatch = request.IfMatch, Condition = request.Condition, MustExist = request.MustExist };
        return write.RunAsync(
            current =>
            {
                var next = Over(prepared, current, request);
                if (current?.Stored is not { } stored)
                {
                    return engine.WriteAsync(next, (id, body) => new StoreOperation.Create(id, body), project, 0, cancellationToken);
                }

                StoreOperation Replace(string id, JsonObject body) => new StoreOperation.Replace(id, body) { IfMatch = stored.ETag };
                return engine.WriteAsync(next, Replace, project, stored.RequestCharge, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Whether only the stored document says what to write, or whether to.</summary>
    public static bool NeedsRead(Schema schema, SaveRequest request) =>
        request.Condition is not null || (schema.CreatedAt is not null && request.CreatedAt is null);

    public static StoreOperation Operation(string id, JsonObject body, SaveRequest request) => request.MustExist
        ? new StoreOperation.Replace(id, body) { IfMatch = request.IfMatch }
        : new StoreOperation.Upsert(id, body) { IfMatch = request.IfMatch };

    /// <summary>The document as it is written over the stored one: with that one's creation time.</summary>
    public PreparedDocument Over(PreparedDocument prepared, CurrentDocument? current, SaveRequest request)
    {
        var normal = (JsonObject)prepared.Normal.DeepClone();
        if (Schema.CreatedAt is { } created && request.CreatedAt is null && current?.Body[created.Name] is { } kept)
        {
            normal[created.Name] = kept.DeepClone();
            if (Schema.HasComputed)
            {
                engine.Pipeline.Compute(normal, new FaultScope());
            }
        }

        return prepared with { Normal = normal };
    }
}
