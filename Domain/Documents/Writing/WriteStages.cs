using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What the write pipeline does to the attributes of one object, stage by stage.</summary>
internal static class WriteStages
{
    public static void ApplyDefaults(ObjectShape shape, JsonObject document, FaultScope scope, WriteMoment moment)
    {
        foreach (var attribute in shape.Attributes)
        {
            if (attribute.Default is not { } make || document.ContainsKey(attribute.Name) || make(moment) is not { } value)
            {
                continue;
            }

            scope.Push(attribute.Name);
            document[attribute.Name] = attribute.Shape.Normalise(value, scope);
            scope.Pop();
        }
    }

    public static void ApplyTransforms(ObjectShape shape, JsonObject document, FaultScope scope, WriteMoment moment)
    {
        foreach (var attribute in shape.Attributes)
        {
            if (attribute.Transform is null || document[attribute.Name] is not { } value)
            {
                continue;
            }

            scope.Push(attribute.Name);
            var result = Transform(attribute, value, scope);
            if (result is null)
            {
                document.Remove(attribute.Name);
            }
            else if (!ReferenceEquals(result, value))
            {
                document[attribute.Name] = result;
            }

            scope.Pop();
        }
    }

    public static void CheckRules(ObjectShape shape, JsonObject document, FaultScope scope, WriteMoment moment)
    {
        foreach (var attribute in shape.Attributes)
        {
            if (!attribute.IsRequired && !attribute.HasRules)
            {
                continue;
            }

            scope.Push(attribute.Name);
            if (document[attribute.Name] is { } value)
            {
                Check(attribute, value, scope);
            }
            else if (attribute.IsRequired)
            {
                scope.Add(FaultCodes.Required, "Must have a value.", null);
            }

            scope.Pop();
        }
    }

    /// <summary>One attribute's value through its write transform; the value itself when its type is wrong.</summary>
    public static JsonNode? Transform(AttributeModel attribute, JsonNode value, FaultScope scope)
    {
        if (attribute.Transform is not { } transform || !IsReadable(value, scope))
        {
            return value;
        }

        return transform(value) is { } result ? attribute.Shape.Normalise(result, scope) : null;
    }

    /// <summary>One attribute's value against its rules.</summary>
    public static void Check(AttributeModel attribute, JsonNode value, FaultScope scope)
    {
        if (!attribute.HasRules || !IsReadable(value, scope))
        {
            return;
        }

        foreach (var rule in attribute.Rules)
        {
            if (rule.Check(value) is var (code, message))
            {
                scope.Add(code, message, value);
            }
        }
    }

    // A list or object may have a wrong type somewhere inside, so the model's code cannot be shown it.
    private static bool IsReadable(JsonNode value, FaultScope scope) => value is JsonValue ? !scope.IsBroken(value) : !scope.AnyBroken;
}
