using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Finds contradictions in a whole definition.</summary>
internal static class SchemaChecks
{
    public static void Check<T>(SchemaDraft<T> draft, string name)
    {
        var faults = draft.Faults;
        if (!IsName(name))
        {
            faults.Add("name", $"'{name}' is no model name. Use letters, digits and hyphens, starting with a letter, at most 64.");
        }

        CheckKeys(draft);
        draft.Settings.Versions.Check(faults);
        CheckNames(draft.Root, hasKey: draft.Keys.Count > 0, faults);
        CheckDefaults(draft.Root, "", faults, []);
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetter(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    private static void CheckKeys<T>(SchemaDraft<T> draft)
    {
        if (draft.Keys.Count == 0)
        {
            draft.Faults.Add("Key", "The model has no key. Add one, as in model.Key(c => c.Id).");
        }
        else if (draft.Keys.Count > 1)
        {
            draft.Faults.Add("Key", $"The model has {draft.Keys.Count} keys: {string.Join(", ", draft.Keys.Select(key => key.Name))}. Keep one.");
        }

        if (draft.Partitions.Count == 0)
        {
            draft.Faults.Add("Partition", "The model has no partition. Add one, as in model.Partition(c => c.ShelterId).");
        }
        else if (draft.Partitions.Count > 3 || draft.Partitions.Distinct().Count() != draft.Partitions.Count)
        {
            draft.Faults.Add("Partition", $"A partition has one to three different levels, not {string.Join(", ", draft.Partitions.Select(level => level.Name))}.");
        }

        foreach (var attribute in draft.Keys.Concat(draft.Partitions).Distinct())
        {
            if (attribute.Shape is not (StringShape or IntegerShape or EnumShape or TextFormatShape { IsOrdered: true }))
            {
                draft.Faults.Add(attribute.Name, $"A key or partition is a string, whole number, enum, UUID or date, not {attribute.Shape.Description}.");
            }

            if (attribute.Role != AttributeRole.Plain)
            {
                draft.Faults.Add(attribute.Name, "A key or partition cannot be computed or a timestamp: it must be known before the document is.");
            }
        }
    }

    private static void CheckNames(ObjectShape root, bool hasKey, FaultList faults)
    {
        var names = root.Attributes.Select(attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var attribute in root.Attributes)
        {
            // Without a key, "id" is most likely the one that was forgotten, and that is told already.
            if (!attribute.IsKey && EnvelopeNames.IsReserved(attribute.Name) && (hasKey || attribute.Name != EnvelopeNames.Id))
            {
                faults.Add(attribute.Name, $"The name '{attribute.Name}' is kept for the framework. Give the property another one with [JsonPropertyName].");
            }

            if (attribute.Name.Length == 0 || attribute.Name.AsSpan().IndexOfAny("/~\\\"") >= 0)
            {
                faults.Add(attribute.Name, $"'{attribute.Name}' is no attribute name. It must not be empty nor contain / ~ \\ \".");
            }

            foreach (var alias in attribute.Aliases)
            {
                if (!names.Add(alias))
                {
                    faults.Add(attribute.Name, $"The alias '{alias}' is the name or alias of another attribute.");
                }
            }
        }
    }

    private static void CheckDefaults(ObjectShape shape, string prefix, FaultList faults, HashSet<ObjectShape> seen)
    {
        if (!seen.Add(shape))
        {
            return;
        }

        foreach (var attribute in shape.Attributes)
        {
            var subject = prefix + attribute.Name;
            if (attribute.ConstantDefault is { } value)
            {
                CheckValue(attribute, value, "default", subject, faults);
            }

            foreach (var allowed in attribute.Rules.OfType<OneOfRule>().SelectMany(rule => rule.Allowed))
            {
                CheckValue(attribute, allowed, "allowed value", subject, faults);
            }

            if (attribute.Shape is ObjectShape inner)
            {
                CheckDefaults(inner, subject + ".", faults, seen);
            }
        }
    }

    private static void CheckValue(AttributeModel attribute, JsonNode value, string what, string subject, FaultList faults)
    {
        var scope = new FaultScope();
        if (attribute.Shape.Normalise(value.DeepClone(), scope) is { } normal && WriteStages.Transform(attribute, normal, scope) is { } written)
        {
            WriteStages.Check(attribute, written, scope);
        }

        foreach (var fault in scope.Faults)
        {
            faults.Add(subject, $"The {what} {JsonText.Describe(value)} breaks the attribute's own rules: {fault.Message}");
        }
    }
}
