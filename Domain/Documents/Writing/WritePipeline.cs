using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What happens to every document on its way to the store. The order is a public contract:
/// aliases, types and unknown attributes, defaults, write transforms, the model's own code, timestamps and revision, computed attributes, validation (required and rules, then rules over the whole).
/// All faults are reported at once.</summary>
internal sealed class WritePipeline(Schema schema)
{
    private readonly WriteAddress _address = new(schema);

    /// <summary>Checks and completes a document in the model's own shape, which it takes over; null when there were faults.</summary>
    /// <exception cref="InvalidOperationException">The model's code waits for something: use <see cref="PrepareAsync"/>.</exception>
    public PreparedDocument? Prepare(JsonObject document, WriteTarget target, WriteMoment moment, FaultScope scope)
    {
        if (schema.IsLate)
        {
            throw WriteRun.Late();
        }

        // Without code that waits everything is done when the call comes back.
        var prepared = PrepareAsync(document, target, moment, scope, CancellationToken.None);
        return prepared.IsCompleted ? prepared.Result : throw WriteRun.Late();
    }

    /// <summary>As <see cref="Prepare"/>, and waits for the model's code.</summary>
    public async ValueTask<PreparedDocument?> PrepareAsync(JsonObject document, WriteTarget target, WriteMoment moment, FaultScope scope, CancellationToken cancellationToken)
    {
        var before = scope.Count;
        var run = new WriteRun(schema, moment, scope) { Document = document, Previous = target.Previous, Keep = target.Keep };
        var revision = RemoveWritten(document);
        schema.Root.Normalise(document, scope);
        _address.Fill(document, target, scope);
        if (schema.Traits.HasDefaults)
        {
            DocumentWalk.Visit(schema.Root, document, scope, run, WriteStages.ApplyDefaults);
            await run.FinishStageAsync(cancellationToken).ConfigureAwait(false);
        }

        if (schema.Traits.HasNulls)
        {
            DocumentWalk.Visit(schema.Root, document, scope, run, WriteStages.SettleNulls);
        }

        if (schema.Traits.HasTransforms)
        {
            DocumentWalk.Visit(schema.Root, document, scope, run, WriteStages.ApplyTransforms);
            await run.FinishStageAsync(cancellationToken).ConfigureAwait(false);
        }

        run.Changed();
        if (schema.NeedsItem && !scope.AnyBroken)
        {
            await schema.BeforeWriteAsync(run, target.Kind, cancellationToken).ConfigureAwait(false);
        }

        Stamp(document, target, moment);
        Complete(run, cancellationToken);
        await CheckRulesAsync(run, cancellationToken).ConfigureAwait(false);
        if (schema.NeedsItem)
        {
            await schema.CheckAsync(run, cancellationToken).ConfigureAwait(false);
        }

        _address.Check(document, target, scope);
        if (scope.Count != before || !SchemaKeys.TryRead(schema, document, out var key))
        {
            return null;
        }

        _address.MoveKeysFirst(document);
        return new PreparedDocument(schema, document, key, StoredId.Of(schema.Name, key.Id)) { Now = moment.Now, GivenRevision = revision, Kind = target.Kind };
    }

    /// <summary>Holds a document in the model's own shape, which it takes over, to the model's rules and does nothing else: what has a default may be missing.</summary>
    public async ValueTask CheckAsync(JsonObject document, FaultScope scope, CancellationToken cancellationToken)
    {
        var run = new WriteRun(schema, WriteMoment.None, scope) { Document = document, FillsDefaults = false };
        schema.Root.Normalise(document, scope);
        DocumentWalk.Visit(schema.Root, document, scope, run, WriteStages.SettleNulls);
        await CheckRulesAsync(run, cancellationToken).ConfigureAwait(false);
        await schema.CheckAsync(run, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks the attributes' rules, and waits for those that wait.</summary>
    public async ValueTask CheckRulesAsync(WriteRun run, CancellationToken cancellationToken)
    {
        if (schema.Traits.HasRules)
        {
            DocumentWalk.Visit(schema.Root, run.Document, run.Scope, run, WriteStages.CheckRules);
            await run.FinishStageAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What follows when parts of a document have changed: the model's own code, computed attributes, rules that look at the whole.</summary>
    public async ValueTask FinishUpdateAsync(WriteRun run, IEnumerable<AttributeModel> touched, CancellationToken cancellationToken)
    {
        var document = run.Document!;
        if (schema.NeedsItem && !run.Scope.AnyBroken)
        {
            await schema.BeforeWriteAsync(run, WriteKind.Update, cancellationToken).ConfigureAwait(false);
        }

        if (schema.Revision is { } revision)
        {
            document[revision.Name] = RevisionOf(run.Previous) + 1;
        }

        Complete(run, cancellationToken);
        foreach (var attribute in touched)
        {
            run.Scope.Push(attribute.Name);
            if (document[attribute.Name] is { } value)
            {
                WriteStages.Check(attribute, value, run);
            }
            else if (attribute.IsRequired)
            {
                run.Scope.Add(FaultCodes.Required, "Must have a value.", null);
            }

            run.Scope.Pop();
        }

        await run.FinishStageAsync(cancellationToken).ConfigureAwait(false);
        if (schema.NeedsItem)
        {
            await schema.CheckAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The revision a document in normal form has; 0 when it has none.</summary>
    public int RevisionOf(JsonObject? document) =>
        schema.Revision is { } revision && document?[revision.Name] is { } value && JsonText.TryGetDecimal(value, out var number) ? (int)number : 0;

    private void Complete(WriteRun run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (schema.HasComputed && !run.Scope.AnyBroken)
        {
            Compute(run.Document!, run.Scope);
        }

        run.Changed();
    }

    /// <summary>Recomputes the computed attributes of a document whose other attributes are right.</summary>
    public void Compute(JsonObject document, FaultScope scope)
    {
        schema.Compute(document);
        foreach (var attribute in schema.Root.Attributes)
        {
            if (attribute.Role == AttributeRole.Computed && document[attribute.Name] is { } value)
            {
                scope.Push(attribute.Name);
                var normal = attribute.Shape.Normalise(value, scope);
                if (!ReferenceEquals(normal, value))
                {
                    document[attribute.Name] = normal;
                }

                scope.Pop();
            }
        }
    }

    // What the framework writes is not the caller's to say, so it is not looked at either. Only which revision the caller had in hand matters later.
    private int RemoveWritten(JsonObject document)
    {
        var revision = RevisionOf(document);
        foreach (var attribute in schema.Root.Attributes)
        {
            if (attribute.Role != AttributeRole.Plain)
            {
                document.Remove(attribute.Name);
            }
        }

        return revision;
    }

    private void Stamp(JsonObject document, WriteTarget target, WriteMoment moment)
    {
        foreach (var attribute in schema.Root.Attributes)
        {
            switch (attribute.Role)
            {
                case AttributeRole.CreatedAt:
                    document[attribute.Name] = target.CreatedAt is { } kept ? Cut(attribute, kept.DeepClone()) : moment.NowNode(attribute);
                    break;
                case AttributeRole.UpdatedAt:
                    document[attribute.Name] = moment.NowNode(attribute);
                    break;
                case AttributeRole.Revision:
                    document[attribute.Name] = RevisionOf(target.Previous) + 1;
                    break;
            }
        }
    }

    private static JsonNode? Cut(AttributeModel attribute, JsonNode instant) => attribute.Shape.Normalise(instant, new FaultScope());
}
