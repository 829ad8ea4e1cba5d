using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Runs updates: as one patch where the changes can be checked without the document, else by reading and replacing it.</summary>
internal sealed class UpdateWriter(DocumentEngine engine)
{
    private Schema Schema => engine.Schema;

    /// <exception cref="ValidationException">The update is not valid; nothing was sent.</exception>
    public UpdatePlan Plan(ImmutableArray<UpdateStep> steps)
    {
        var scope = new FaultScope();
        var plan = Plan(steps, scope);
        scope.ThrowIfAny(Schema.Name);
        return plan;
    }

    /// <summary>Plans an update and collects its faults. What a unique key is made of is never patched: its value stands in the document twice.</summary>
    public UpdatePlan Plan(ImmutableArray<UpdateStep> steps, FaultScope scope)
    {
        var plan = new UpdateCompiler(Schema, engine.Context.Now(), scope).Compile(steps);
        return !plan.NeedsDocument && plan.Actions.Any(action => IsOfUniqueKey(action.Path)) ? plan with { NeedsDocument = true } : plan;
    }

    private bool IsOfUniqueKey(DocumentPath path) =>
        !path.Segments.IsEmpty && Schema.UniqueKeys.Any(key => key.Paths.Any(part => part.Segments[0] == path.Segments[0]));

    public async Task<StoredDocument> PatchAsync(DocumentKey key, UpdatePlan plan, string? ifMatch, Condition? condition, bool returnCurrent, CancellationToken cancellationToken)
    {
        var id = SchemaKeys.StoredIdOf(Schema, key, out var partition) ?? throw StoreErrors.NotFound(Schema, key);
        var patch = new StoreOperation.Patch(id, plan.Actions) { IfMatch = ifMatch, Condition = SchemaUpgrade.Guard(Schema, plan.Guarded(condition)) };
        var charge = 0d;
        if (Schema.Expiry is { OutlivesWrites: true })
        {
            var stored = await engine.ReadForWriteAsync(key, cancellationToken).ConfigureAwait(false) ?? throw StoreErrors.NotFound(Schema, key);
            (patch, charge) = (KeepingLife(patch, stored), stored.RequestCharge);
        }

        var options = new StoreWriteOptions { ReturnBody = true, ReturnCurrent = returnCurrent };
        var written = (await engine.WriteAsync(key, partition, patch, options, cancellationToken).ConfigureAwait(false))!;
        return written with { RequestCharge = charge + written.RequestCharge };
    }

    /// <summary>The patch with what is left of the document's life, for a write starts the store's count anew. It is right while the document still ends when it did as it was read.</summary>
    private StoreOperation.Patch KeepingLife(StoreOperation.Patch patch, StoredDocument stored)
    {
        var end = StoredExpiry.Of(stored);
        var expires = Condition.On(EnvelopeNames.Expires);
        var isSame = end is { } at ? expires.Equal(at) : !expires.Exists();
        return patch with { TimeToLive = engine.LifeOf(stored), Condition = patch.Condition is { } condition ? condition & isSame : isSame };
    }

    /// <summary>Reads, changes and replaces the document, or makes it when that is asked; gives back the document as it was, too.</summary>
    public Task<(Item<TResult> Item, StoredDocument? Previous)> RewriteAsync<TResult>(
        DocumentKey key, UpdatePlan plan, WriteDemands demands, Func<JsonObject, TResult> project, CancellationToken cancellationToken)
    {
        var write = new OptimisticWrite(engine, key) { IfMatch = demands.IfMatch, Condition = demands.Condition, MustExist = demands.Mode == UpdateMode.MustExist };
        return write.RunAsync(
            async current =>
            {
                var next = current is null ? await MakeAsync(plan, key, cancellationToken).ConfigureAwait(false) : await ApplyAsync(plan, current, cancellationToken).ConfigureAwait(false);
                var item = await engine.WriteAsync(
                    next,
                    (id, body) => current is null ? new StoreOperation.Create(id, body) : new StoreOperation.Replace(id, body) { IfMatch = current.Stored.ETag },
                    project,
                    current?.Stored.RequestCharge ?? 0,
                    cancellationToken).ConfigureAwait(false);
                return (item, current?.Stored);
            },
            cancellationToken);
    }

    /// <summary>The document an update makes where there is none.</summary>
    /// <exception cref="ValidationException">The result is not valid.</exception>
    public ValueTask<PreparedDocument> MakeAsync(UpdatePlan plan, DocumentKey key, CancellationToken cancellationToken)
    {
        var scope = new FaultScope();
        var normal = StoredJson.ToNormal(Schema, UpdateApplier.Apply([], plan.Actions, plan.Decimals), scope);
        scope.ThrowIfAny(Schema.Name);
        return engine.PrepareAsync(normal, WriteTarget.At(key), cancellationToken);
    }

    /// <summary>The document after the update. Only what the update touched is checked: a rule added later does not lock older documents.</summary>
    /// <exception cref="ValidationException">The result is not valid.</exception>
    public async ValueTask<PreparedDocument> ApplyAsync(UpdatePlan plan, CurrentDocument current, CancellationToken cancellationToken)
    {
        var previous = Schema.NeedsPrevious ? StoredJson.ToNormal(Schema, (JsonObject)current.Body.DeepClone(), new FaultScope()) : null;
        var scope = new FaultScope();
        var normal = StoredJson.ToNormal(Schema, UpdateApplier.Apply(current.Body, plan.Actions, plan.Decimals), scope);
        var run = new WriteRun(Schema, engine.Context.Now(), scope) { Document = normal, Previous = previous };
        foreach (var attribute in plan.Touched)
        {
            ValuePipeline.Rerun(normal, attribute, run);
        }

        await engine.Pipeline.FinishUpdateAsync(run, plan.Touched, cancellationToken).ConfigureAwait(false);
        scope.ThrowIfAny(Schema.Name);
        return SchemaKeys.TryRead(Schema, normal, out var key)
            ? new PreparedDocument(Schema, normal, key, current.Stored.Id) { Now = run.Moment.Now, Kind = WriteKind.Update }
            : throw new DocumentReadException(Schema.Name, current.Stored.Id, "/" + Schema.KeyName, "the key or the partition is missing.");
    }
}
