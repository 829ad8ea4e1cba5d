using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What the write pipeline does to the attributes of one object, stage by stage.</summary>
internal static class WriteStages
{
    public static void ApplyDefaults(ObjectShape shape, JsonObject document, FaultScope scope, WriteRun run)
    {
        foreach (var attribute in shape.Attributes)
        {
            if (attribute.Default is not { } source || (!source.IsForced && document.ContainsKey(attribute.Name)) || (source.NeedsItem && !run.HasItem))
            {
                continue;
            }

            scope.Push(attribute.Name);
            if (source.MakeLate is { } makeLate)
            {
                run.Later(async token => Fill(attribute, document, await makeLate(run, token).ConfigureAwait(false), scope));
            }
            else
            {
                Fill(attribute, document, source.Make!(run), scope);
            }

            scope.Pop();
        }
    }

    public static void ApplyTransforms(ObjectShape shape, JsonObject document, FaultScope scope, WriteRun run)
    {
        foreach (var attribute in shape.Attributes)
        {
            if (!attribute.HasTransforms || document[attribute.Name] is not { } value)
            {
                continue;
            }

            scope.Push(attribute.Name);
            if (attribute.Transforms.Any(transform => transform.IsLate))
            {
                run.Later(async token => Put(attribute, document, value, await TransformAsync(attribute, value, run, token).ConfigureAwait(false)));
            }
            else
            {
                Put(attribute, document, value, Transform(attribute, value, run));
            }

            scope.Pop();
        }
    }

    public static void CheckRules(ObjectShape shape, JsonObject document, FaultScope scope, WriteRun run)
    {
        foreach (var attribute in shape.Attributes)
        {
            if (!attribute.IsRequired && !attribute.HasRules && attribute.RequiredWhen is null)
            {
                continue;
            }

            scope.Push(attribute.Name);
            if (document[attribute.Name] is { } value)
            {
                Check(attribute, value, run);
            }
            else if (attribute.Default is not null && !run.FillsDefaults)
            {
                // The write that will not happen here would make it.
            }
            else if (attribute.IsRequired || (run.HasItem && attribute.RequiredWhen?.Invoke(run) == true))
            {
                scope.Add(FaultCodes.Required, "Must have a value.", null);
            }

            scope.Pop();
        }
    }

    /// <summary>Nulls are gone where absence means the same, and there where the model keeps them.</summary>
    public static void SettleNulls(ObjectShape shape, JsonObject document, FaultScope scope, WriteRun run)
    {
        foreach (var attribute in shape.Attributes)
        {
            var isThere = document.TryGetPropertyValue(attribute.Name, out var value);
            if (value is not null)
            {
                continue;
            }

            if (attribute.KeepsNull)
            {
                document[attribute.Name] = null;
            }
            else if (isThere)
            {
                document.Remove(attribute.Name);
            }
        }
    }

    /// <summary>One attribute's value through its write transforms; the value itself when its type is wrong.</summary>
    public static JsonNode? Transform(AttributeModel attribute, JsonNode value, WriteRun run)
    {
        if (!attribute.HasTransforms || !IsReadable(value, run.Scope))
        {
            return value;
        }

        var previous = attribute.NeedsPrevious ? run.PreviousHere() : null;
        JsonNode? result = value;
        foreach (var transform in attribute.Transforms)
        {
            result = result is null ? null : transform.Apply(result, previous);
        }

        return result is null ? null : attribute.Shape.Normalise(result, run.Scope);
    }

    /// <summary>As <see cref="Transform"/>, with transforms that wait.</summary>
    public static async ValueTask<JsonNode?> TransformAsync(AttributeModel attribute, JsonNode value, WriteRun run, CancellationToken cancellationToken)
    {
        if (!IsReadable(value, run.Scope))
        {
            return value;
        }

        var previous = attribute.NeedsPrevious ? run.PreviousHere() : null;
        JsonNode? result = value;
        foreach (var transform in attribute.Transforms)
        {
            result = result is null ? null : await transform.ApplyAsync(result, previous, cancellationToken).ConfigureAwait(false);
        }

        return result is null ? null : attribute.Shape.Normalise(result, run.Scope);
    }

    /// <summary>One attribute's value against its rules.</summary>
    public static void Check(AttributeModel attribute, JsonNode value, WriteRun run)
    {
        if (!attribute.HasRules || !IsReadable(value, run.Scope))
        {
            return;
        }

        foreach (var rule in attribute.Rules)
        {
            if (!rule.NeedsItem || run.HasItem)
            {
                rule.Check(value, run);
            }
        }

        foreach (var rule in attribute.LateRules)
        {
            if (!rule.NeedsItem || run.HasItem)
            {
                run.Later(token => rule.CheckAsync(value, run, token));
            }
        }
    }

    private static void Fill(AttributeModel attribute, JsonObject document, JsonNode? value, FaultScope scope)
    {
        if (value is not null)
        {
            document[attribute.Name] = attribute.Shape.Normalise(value, scope);
        }
        else if (attribute.Default!.IsForced)
        {
            document.Remove(attribute.Name);
        }
    }

    private static void Put(AttributeModel attribute, JsonObject document, JsonNode before, JsonNode? after)
    {
        if (after is null)
        {
            document.Remove(attribute.Name);
        }
        else if (!ReferenceEquals(after, before))
        {
            document[attribute.Name] = after;
        }
    }

    // A list or object may have a wrong type somewhere inside, so the model's code cannot be shown it.
    private static bool IsReadable(JsonNode value, FaultScope scope) => value is JsonValue ? !scope.IsBroken(value) : !scope.AnyBroken;
}
