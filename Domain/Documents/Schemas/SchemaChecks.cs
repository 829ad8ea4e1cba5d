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
        CheckRoles(draft);
        CheckObjects(draft, draft.Root, "", []);
    }

    private static void CheckRoles<T>(SchemaDraft<T> draft)
    {
        var revisions = draft.Root.Attributes.Where(attribute => attribute.Role == AttributeRole.Revision).Select(attribute => attribute.Name).ToList();
        if (revisions.Count > 1)
        {
            draft.Faults.Add("Revision", $"The model has {revisions.Count} revisions: {string.Join(", ", revisions)}. Keep one.");
        }

        foreach (var attribute in draft.Root.Attributes.Where(attribute => attribute.Role != AttributeRole.Plain && (attribute.HasTransforms || attribute.Default is not null)))
        {
            draft.Faults.Add(attribute.Name, "The framework writes the attribute, so a default or write transform of its own would never be used.");
        }

        switch (draft.Settings.Expiry)
        {
            case { Kind: ExpiryKind.SinceCreation } when draft.Root.Attributes.All(attribute => attribute.Role != AttributeRole.CreatedAt):
                draft.Faults.Add("Expires", "An expiry counted from the creation needs the creation time. Add Timestamps().");
                break;
            case { Kind: ExpiryKind.AtAttribute, Attribute: { } at } when !SchemaDraft<T>.IsInstant(at.Shape) && !draft.Faults.Has(at.Name):
                draft.Faults.Add(at.Name, $"An expiry is a point in time, not {at.Shape.Description}.");
                break;
        }
    }

    public static bool IsName(string name) =>
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
            if (attribute.Shape is not (StringShape or IntegerShape or EnumShape or ExactNumberShape or EpochShape or TextFormatShape { IsOrdered: true }))
            {
                draft.Faults.Add(attribute.Name, $"A key or partition is a string, whole number, enum, UUID or date, not {attribute.Shape.Description}.");
            }

            if (attribute.Role != AttributeRole.Plain)
            {
                draft.Faults.Add(attribute.Name, "A key or partition cannot be computed or a timestamp: it must be known before the document is.");
            }

            if (attribute.IsLate || attribute.NeedsPrevious || attribute.Default is { NeedsItem: true } or { IsForced: true } || attribute.KeepsNull || attribute.IsOptional)
            {
                draft.Faults.Add(attribute.Name, "A key or partition is known before the document is: it cannot wait for its value, be made of the others, look at an earlier one, or be null.");
            }
        }
    }

    private static void CheckNames(ObjectShape shape, bool hasKey, string prefix, FaultList faults)
    {
        var names = shape.Attributes.Select(attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var attribute in shape.Attributes)
        {
            var subject = prefix + attribute.Name;

            // Without a key, "id" is most likely the one that was forgotten, and that is told already.
            if (shape.IsRoot && !attribute.IsKey && EnvelopeNames.IsReserved(attribute.StoredName) && (hasKey || attribute.Name != EnvelopeNames.Id))
            {
                faults.Add(subject, $"The name '{attribute.StoredName}' is kept for the framework. Give the property another one with [JsonPropertyName].");
            }

            if (attribute.StoredName.Length == 0 || attribute.StoredName.AsSpan().IndexOfAny("/~\\\"") >= 0)
            {
                faults.Add(subject, $"'{attribute.StoredName}' is no attribute name. It must not be empty nor contain / ~ \\ \".");
            }

            if (attribute.OtherStoredName is { } stored && !names.Add(stored))
            {
                faults.Add(subject, $"The stored name '{stored}' is a name, stored name or alias of another attribute.");
            }

            foreach (var alias in attribute.Aliases)
            {
                if (!names.Add(alias))
                {
                    faults.Add(subject, $"The alias '{alias}' is the name or alias of another attribute.");
                }
            }
        }
    }

    private static void CheckObjects<T>(SchemaDraft<T> draft, ValueShape value, string prefix, HashSet<ValueShape> seen)
    {
        if (!seen.Add(value))
        {
            return;
        }

        switch (value)
        {
            case ListShape list: CheckObjects(draft, list.Element, prefix, seen); break;
            case MapShape map: CheckObjects(draft, map.Element, prefix, seen); break;
            case UnionShape union:
                foreach (var one in union.Shapes)
                {
                    CheckObjects(draft, one, prefix, seen);
                }

                break;

            case ObjectShape shape:
                CheckNames(shape, draft.Keys.Count > 0, prefix, draft.Faults);
                foreach (var attribute in shape.Attributes)
                {
                    var subject = prefix + attribute.Name;
                    CheckValues(attribute, subject, draft.Faults);
                    CheckObjects(draft, attribute.Shape, subject + ".", seen);
                }

                break;
        }
    }

    private static void CheckValues(AttributeModel attribute, string subject, FaultList faults)
    {
        if (attribute.ConstantDefault is { } value)
        {
            CheckValue(attribute, value, "default", subject, faults);
        }

        foreach (var allowed in attribute.Rules.OfType<IAllowedValues>().SelectMany(rule => rule.Allowed))
        {
            CheckValue(attribute, allowed, "allowed value", subject, faults);
        }
    }

    private static void CheckValue(AttributeModel attribute, JsonNode value, string what, string subject, FaultList faults)
    {
        var scope = new FaultScope();
        var run = new WriteRun(null!, null!, scope);
        if (attribute.Shape.Normalise(value.DeepClone(), scope) is { } normal && (attribute.IsLate ? normal : WriteStages.Transform(attribute, normal, run)) is { } written)
        {
            WriteStages.Check(attribute, written, run);
        }

        foreach (var fault in scope.Faults)
        {
            faults.Add(subject, $"The {what} {JsonText.Describe(value)} breaks the attribute's own rules: {fault.Message}");
        }
    }
}
