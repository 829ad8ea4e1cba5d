using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Saves and replaces whole documents.</summary>
internal sealed class SaveWriter(DocumentEngine engine)
{
    private Schema Schema => engine.Schema;

    /// <exception cref="ValidationException">The document is not valid; nothing was sent.</exception>
    public async Task<Item<TResult>> RunAsync<TResult>(JsonObject document, SaveRequest request, Func<JsonObject, TResult> project, CancellationToken cancellationToken)
    {
        // What the model makes of the document may need the stored one, so the given one must survive until that is read.
        var given = Schema.NeedsPrevious ? (JsonObject)document.DeepClone() : null;
        var target = request.Target with { CreatedAt = request.CreatedAt, Kind = request.MustExist ? WriteKind.Replace : WriteKind.Save };
        var prepared = await engine.PrepareAsync(document, target, cancellationToken).ConfigureAwait(false);
        if (!NeedsRead(Schema, request))
        {
            return await engine.WriteAsync(prepared, (id, body) => Operation(id, body, request), project, 0, cancellationToken).ConfigureAwait(false);
        }

        var write = new OptimisticWrite(engine, prepared.Key) { IfMatch = request.IfMatch, Condition = request.Condition, MustExist = request.MustExist };
        return await write.RunAsync(
            async current =>
            {
                var next = await OverAsync(prepared, given, target, current, request, cancellationToken).ConfigureAwait(false);
                if (current?.Stored is not { } stored)
                {
                    return await engine.WriteAsync(next, (id, body) => new StoreOperation.Create(id, body), project, 0, cancellationToken).ConfigureAwait(false);
                }

                StoreOperation Replace(string id, JsonObject body) => new StoreOperation.Replace(id, body) { IfMatch = stored.ETag };
                return await engine.WriteAsync(next, Replace, project, stored.RequestCharge, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether only the stored document says what to write, or whether to.</summary>
    public static bool NeedsRead(Schema schema, SaveRequest request) =>
        request.Condition is not null || (schema.CreatedAt is not null && request.CreatedAt is null) || schema.NeedsPrevious;

    public static StoreOperation Operation(string id, JsonObject body, SaveRequest request) => request.MustExist
        ? new StoreOperation.Replace(id, body) { IfMatch = request.IfMatch }
        : new StoreOperation.Upsert(id, body) { IfMatch = request.IfMatch };

    /// <summary>The document as it is written over the stored one: with that one's creation time, and knowing its values where the model asks for them.</summary>
    /// <param name="prepared">The document as it was prepared without the stored one.</param>
    /// <param name="given">The document as it was given; null when the model does not ask for stored values.</param>
    /// <param name="target">Where it is written.</param>
    /// <param name="current">The stored one.</param>
    /// <param name="request">The save.</param>
    /// <param name="cancellationToken">Ends the wait for the model's own code.</param>
    /// <exception cref="ETagMismatchException">The caller had another revision in hand than the stored one.</exception>
    public async ValueTask<PreparedDocument> OverAsync(
        PreparedDocument prepared, JsonObject? given, WriteTarget target, CurrentDocument? current, SaveRequest request, CancellationToken cancellationToken)
    {
        var previous = current is null ? null : StoredJson.ToNormal(Schema, current.Body, new FaultScope());
        if (given is not null && previous is not null)
        {
            if (prepared.GivenRevision != 0 && prepared.GivenRevision != engine.Pipeline.RevisionOf(previous))
            {
                throw StoreErrors.ETagMismatch(Schema, prepared.Key);
            }

            var kept = request.CreatedAt ?? (Schema.CreatedAt is { } at ? previous[at.Name]?.DeepClone() : null);
            return await engine.PrepareAsync((JsonObject)given.DeepClone(), target with { Previous = previous, CreatedAt = kept }, cancellationToken).ConfigureAwait(false);
        }

        var normal = (JsonObject)prepared.Normal.DeepClone();
        if (Schema.CreatedAt is not null && request.CreatedAt is null && previous is not null)
        {
            foreach (var created in Schema.Root.Attributes.Where(attribute => attribute.Role == AttributeRole.CreatedAt))
            {
                normal[created.Name] = previous[created.Name]?.DeepClone() ?? normal[created.Name]!.DeepClone();
            }

            if (Schema.HasComputed)
            {
                engine.Pipeline.Compute(normal, new FaultScope());
            }
        }

        return prepared with { Normal = normal };
    }
}
