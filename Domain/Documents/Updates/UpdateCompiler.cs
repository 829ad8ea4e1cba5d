using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Turns an update as written into actions on the stored form, its values transformed and checked.</summary>
internal sealed class UpdateCompiler(Schema schema, WriteMoment moment, FaultScope scope)
{
    private readonly ImmutableArray<UpdateAction>.Builder _actions = ImmutableArray.CreateBuilder<UpdateAction>();
    private readonly ImmutableArray<DocumentPath>.Builder _decimals = ImmutableArray.CreateBuilder<DocumentPath>();
    private readonly ImmutableArray<Condition>.Builder _guards = ImmutableArray.CreateBuilder<Condition>();
    private readonly List<AttributeModel> _touched = [];
    private bool _needsDocument = schema.HasComputed || schema.NeedsItem || schema.NeedsPrevious || schema.IsLate;

    /// <exception cref="ArgumentException">The update changes nothing.</exception>
    public UpdatePlan Compile(ImmutableArray<UpdateStep> steps)
    {
        if (steps.IsEmpty)
        {
            throw new ArgumentException("The update changes nothing. Add Set, Add, Remove or Append.", nameof(steps));
        }

        var paths = steps.Select(step => AttributePath.Resolve(schema, step.Attribute)).ToList();
        for (var index = 0; index < steps.Length; index++)
        {
            scope.Push(paths[index].Shown);
            CheckOverlap(paths, index);
            Add(steps[index], paths[index]);
            scope.Pop(paths[index].Shown);
        }

        foreach (var updatedAt in schema.Root.Attributes.Where(attribute => attribute.Role == AttributeRole.UpdatedAt))
        {
            _actions.Add(new UpdateAction.Set(DocumentPath.Of(updatedAt.StoredName), updatedAt.Shape.ToStored(moment.NowNode(updatedAt))));
        }

        if (schema.Expiry is { Kind: ExpiryKind.SinceLastWrite } expiry && expiry.Later(moment.Now) is { } at)
        {
            _actions.Add(new UpdateAction.Set(DocumentPath.Of(EnvelopeNames.Expires), JsonValue.Create(at.ToUnixTimeMilliseconds())));
        }

        if (schema.Expiry is not null)
        {
            // What has expired is not there to be changed, though the store may still have it.
            _guards.Add(SchemaExpiry.Alive(moment.Now));
        }

        var actions = _actions.ToImmutable();
        return new UpdatePlan(actions, [.. _touched.Distinct()], _needsDocument || !FitsPatch(actions))
        {
            Guards = _guards.ToImmutable(),
            MayNotFit = _guards.Count > 0 || actions.Any(PatchRules.IsGuarded),
            Decimals = _decimals.ToImmutable(),
        };
    }

    // What is guarded is worth trying: it fits unless the list is not there yet, and then the store refuses it. What is left of a life is an operation, too.
    private bool FitsPatch(ImmutableArray<UpdateAction> actions) =>
        actions.Sum(PatchRules.OperationsOf) + (schema.Expiry is { OutlivesWrites: true } ? 1 : 0) is > 0 and <= StoreLimits.ActionsPerPatch
        && actions.All(action => PatchRules.IsNative(action) || PatchRules.IsGuarded(action));

    private void CheckOverlap(List<AttributePath> paths, int index)
    {
        var path = paths[index].Stored.Segments;
        for (var earlier = 0; earlier < index; earlier++)
        {
            var other = paths[earlier].Stored.Segments;
            var shorter = Math.Min(path.Length, other.Length);
            if (path.AsSpan(0, shorter).SequenceEqual(other.AsSpan(0, shorter)))
            {
                scope.Add(FaultCodes.Overlap, path.Length == other.Length ? "The update changes it twice. Leave one of the changes." : "The update changes it, and something inside it. Leave one of the changes.", null);
                return;
            }
        }
    }

    private void Add(UpdateStep step, AttributePath path)
    {
        var isFixed = false;
        for (var part = path; part.Parent is not null; part = part.Parent)
        {
            // What is around a value may have rules about all of it.
            _needsDocument |= part != path && part.Attribute is { } outer && (outer.HasRules || outer.HasTransforms);
            if (part.Parent.Parent is null)
            {
                // When the document expires is kept beside the attribute that says so.
                _needsDocument |= schema.Expiry is { Attribute: { } expiry } && part.Attribute == expiry;
                _touched.Add(part.Attribute!);
                isFixed = part.Attribute!.IsFixed;
            }
        }

        if (isFixed)
        {
            scope.Add(FaultCodes.ReadOnly, "Cannot be changed: keys and partitions stay what they are, timestamps and computed attributes are written by the framework.", null);
            return;
        }

        switch (step.Verb)
        {
            case UpdateVerb.Set when step.Value is not null: Set(step, path, value => new UpdateAction.Set(path.Stored, value)); break;
            case UpdateVerb.SetIfAbsent: Set(step, path, value => new UpdateAction.SetIfAbsent(path.Stored, value)); break;
            case UpdateVerb.Add: Increment(step, path); break;
            case UpdateVerb.Append: ChangeList(step, path, values => new UpdateAction.Append(path.Stored, values)); break;
            case UpdateVerb.Insert: ChangeList(step, path, values => new UpdateAction.Insert(path.Stored, step.Position, values)); break;
            case UpdateVerb.Union: ChangeList(step, path, values => new UpdateAction.Union(path.Stored, values)); break;
            case UpdateVerb.Except: ChangeList(step, path, values => new UpdateAction.Except(path.Stored, values)); break;
            case UpdateVerb.Unset: Unset(path); break;
            default: Remove(path); break;
        }
    }

    private void Set(UpdateStep step, AttributePath path, Func<JsonNode, UpdateAction> action)
    {
        var given = JsonSerializer.SerializeToNode(step.Value, ModelJson.Options.GetTypeInfo(step.ValueType))!;
        if (ValuePipeline.Run(path.Attribute, path.Shape, given, moment, scope) is { } value)
        {
            _actions.Add(action(path.Shape.ToStored(value)));
        }
        else
        {
            Remove(path);
        }
    }

    private void Increment(UpdateStep step, AttributePath path)
    {
        if (path.Shape.Type != DocumentType.Number)
        {
            scope.Add(FaultCodes.WrongType, $"Only numbers can be added to; the attribute is {path.Shape.Description}.", null);
            return;
        }

        try
        {
            var by = Convert.ToDecimal(step.Value, CultureInfo.InvariantCulture);
            _actions.Add(new UpdateAction.Increment(path.Stored, by));
            if (path.Shape is IntegerShape whole)
            {
                // Beyond its range the sum could not be read back, nor kept exactly by the store.
                var subject = Condition.On(path.Stored);
                _guards.Add(by < 0 ? !subject.LessThan(JsonValue.Create(whole.Minimum - by)) : !subject.GreaterThan(JsonValue.Create(whole.Maximum - by)));
            }
        }
        catch (OverflowException)
        {
            scope.Add(FaultCodes.OutOfRange, $"{step.Value} is too much to add.", null);
        }

        if (path.Shape is DecimalShape or ExactNumberShape)
        {
            // The store adds doubles: 0.1 + 0.2 is no decimal 0.3 there.
            _decimals.Add(path.Stored);
        }

        _needsDocument |= path.Shape is DecimalShape or ExactNumberShape || path.Attribute is { HasRules: true } or { HasTransforms: true };
    }

    private void ChangeList(UpdateStep step, AttributePath path, Func<ImmutableArray<JsonNode?>, UpdateAction> action)
    {
        if (path.Shape is not ListShape list)
        {
            scope.Add(FaultCodes.WrongType, $"Only lists have elements to add or take out; the attribute is {path.Shape.Description}.", null);
            return;
        }

        var given = (JsonArray)JsonSerializer.SerializeToNode(step.Value, ModelJson.Options.GetTypeInfo(step.ValueType.MakeArrayType()))!;
        if (step.Verb == UpdateVerb.Except)
        {
            // What is taken out need not be valid.
            path.Shape.Normalise(given, scope);
        }
        else
        {
            ValuePipeline.Run(null, path.Shape, given, moment, scope);
        }

        var values = ((JsonArray)path.Shape.ToStored(given)).Select(value => value?.DeepClone()).ToImmutableArray();
        if (values.Length > 0)
        {
            _actions.Add(action(values));
        }

        _needsDocument |= list.IsUnique || path.Attribute is { HasRules: true } or { HasTransforms: true };
    }

    private void Unset(AttributePath path)
    {
        if (path.Attribute is { IsRequired: true })
        {
            scope.Add(FaultCodes.Required, "Must have a value, so it cannot be removed.", null);
            return;
        }

        _actions.Add(new UpdateAction.Remove(path.Stored));
    }

    private void Remove(AttributePath path)
    {
        if (path.Attribute is { Default: { NeedsItem: false, Make: { } make } } && make(new WriteRun(schema, moment, scope)) is { } value)
        {
            _actions.Add(new UpdateAction.Set(path.Stored, path.Shape.ToStored(value)));
        }
        else
        {
            Unset(path);
        }
    }
}
