using System.Globalization;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What happens to every document on its way to the store. The order is a public contract:
/// aliases, types and unknown attributes, defaults, write transforms, computed attributes, validation (required and rules). All faults are reported at once.</summary>
internal sealed class WritePipeline(Schema schema)
{
    private static readonly string EmptyGuid = Guid.Empty.ToString("D", CultureInfo.InvariantCulture);

    /// <summary>Checks and completes a document in the model's own shape, which it takes over; null when there were faults.</summary>
    public PreparedDocument? Prepare(JsonObject document, WriteTarget target, WriteMoment moment, FaultScope scope)
    {
        var before = scope.Count;
        RemoveWritten(document);
        schema.Root.Normalise(document, scope);
        FillAddress(document, target, scope);
        if (schema.Traits.HasDefaults)
        {
            DocumentWalk.Visit(schema.Root, document, scope, moment, WriteStages.ApplyDefaults);
        }

        if (schema.Traits.HasTransforms)
        {
            DocumentWalk.Visit(schema.Root, document, scope, moment, WriteStages.ApplyTransforms);
        }

        Stamp(document, target.CreatedAt, moment);
        if (schema.HasComputed && !scope.AnyBroken)
        {
            Compute(document, scope);
        }

        if (schema.Traits.HasRules)
        {
            DocumentWalk.Visit(schema.Root, document, scope, moment, WriteStages.CheckRules);
        }

        CheckAddress(document, target, scope);
        if (scope.Count != before || !SchemaKeys.TryRead(schema, document, out var key))
        {
            return null;
        }

        MoveKeysFirst(document);
        return new PreparedDocument(schema, document, key, StoredId.Of(schema.Name, key.Id));
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

    // A document looks the same however its key was found: in the body, in the address or made.
    private void MoveKeysFirst(JsonObject document)
    {
        for (var level = schema.Partitions.Length - 1; level >= 0; level--)
        {
            MoveFirst(document, schema.Partitions[level].Name);
        }

        MoveFirst(document, schema.Key.Name);
    }

    private static void MoveFirst(JsonObject document, string name)
    {
        if (document.IndexOf(name) > 0 && document.Remove(name, out var value))
        {
            document.Insert(0, name, value);
        }
    }

    // What the framework writes is not the caller's to say, so it is not looked at either.
    private void RemoveWritten(JsonObject document)
    {
        foreach (var attribute in schema.Root.Attributes)
        {
            if (attribute.Role != AttributeRole.Plain)
            {
                document.Remove(attribute.Name);
            }
        }
    }

    private void Stamp(JsonObject document, JsonNode? createdAt, WriteMoment moment)
    {
        if (schema.CreatedAt is { } created)
        {
            document[created.Name] = createdAt?.DeepClone() ?? moment.NowNode();
        }

        if (schema.UpdatedAt is { } updated)
        {
            document[updated.Name] = moment.NowNode();
        }
    }

    private void FillAddress(JsonObject document, WriteTarget target, FaultScope scope)
    {
        RemoveEmptyKey(document, schema.Key);
        if (target.Id is { } id && !document.ContainsKey(schema.Key.Name))
        {
            Fill(document, schema.Key, id, scope);
        }

        for (var level = 0; level < schema.Partitions.Length; level++)
        {
            var attribute = schema.Partitions[level];
            RemoveEmptyKey(document, attribute);
            if (target.Partition is { } partition && level < partition.Count && !document.ContainsKey(attribute.Name))
            {
                Fill(document, attribute, partition[level], scope);
            }
        }
    }

    private static void RemoveEmptyKey(JsonObject document, AttributeModel attribute)
    {
        if (JsonText.TryGetString(document[attribute.Name], out var text)
            && (text.Length == 0 || (ReferenceEquals(attribute.Shape, TextFormats.Guid) && text == EmptyGuid)))
        {
            document.Remove(attribute.Name);
        }
    }

    private static void Fill(JsonObject document, AttributeModel attribute, string text, FaultScope scope)
    {
        scope.Push(attribute.Name);
        if (attribute.Shape.Parse(text, scope) is { } value)
        {
            document[attribute.Name] = value;
        }

        scope.Pop();
    }

    private void CheckAddress(JsonObject document, WriteTarget target, FaultScope scope)
    {
        CheckPart(document, schema.Key, target.Id, FaultCodes.KeyMismatch, scope);
        for (var level = 0; level < schema.Partitions.Length; level++)
        {
            var expected = target.Partition is { } partition && level < partition.Count ? partition[level] : null;
            CheckPart(document, schema.Partitions[level], expected, FaultCodes.PartitionMismatch, scope);
        }

        if (SchemaKeys.TryRead(schema, document, out var key))
        {
            CheckSizes(document, key, scope);
        }
    }

    private static void CheckPart(JsonObject document, AttributeModel attribute, string? expected, string mismatch, FaultScope scope)
    {
        var value = document[attribute.Name];
        if (value is not null && scope.IsBroken(value))
        {
            return;
        }

        scope.Push(attribute.Name);
        if (SchemaKeys.Text(value) is not { Length: > 0 } text)
        {
            // A required attribute that is absent has been reported by the rules already.
            if (!attribute.IsRequired)
            {
                scope.Add(FaultCodes.Required, "Must have a value.", null);
            }
        }
        else if (expected is not null && SchemaKeys.Canonical(attribute, expected) != text)
        {
            scope.Add(mismatch, $"Must be '{expected}', as in the request, not '{text}'.", value);
        }

        scope.Pop();
    }

    private void CheckSizes(JsonObject document, DocumentKey key, FaultScope scope)
    {
        if (!SchemaKeys.IdFits(schema, key.Id))
        {
            scope.Push(schema.Key.Name);
            scope.Add(FaultCodes.TooLong, $"The key is too long: its stored id would pass {StoreLimits.IdBytes} bytes.", document[schema.Key.Name]);
            scope.Pop();
        }

        if (!SchemaKeys.PartitionFits(key.Partition))
        {
            scope.Push(schema.Partitions[0].Name);
            scope.Add(FaultCodes.TooLong, $"The partition is too long: at most {StoreLimits.PartitionKeyBytes} bytes.", document[schema.Partitions[0].Name]);
            scope.Pop();
        }
    }
}
