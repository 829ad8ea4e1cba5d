using System.Globalization;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What of a document is not the writer's to choose: its key and partition, from the document, from the request, or made; and what must stay as it was.</summary>
internal sealed class WriteAddress(Schema schema)
{
    private static readonly string EmptyGuid = Guid.Empty.ToString("D", CultureInfo.InvariantCulture);

    public void Fill(JsonObject document, WriteTarget target, FaultScope scope)
    {
        RemoveEmptyKey(document, schema.Key);
        if (target.Id is { } id && !document.ContainsKey(schema.Key.Name))
        {
            FillPart(document, schema.Key, id, scope);
        }

        for (var level = 0; level < schema.Partitions.Length; level++)
        {
            var attribute = schema.Partitions[level];
            RemoveEmptyKey(document, attribute);
            if (target.Partition is { } partition && level < partition.Count && !document.ContainsKey(attribute.Name))
            {
                FillPart(document, attribute, partition[level], scope);
            }
        }

        foreach (var name in target.Keep)
        {
            if (document[name] is null && target.Previous?[name] is { } kept)
            {
                document[name] = kept.DeepClone();
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

    private static void FillPart(JsonObject document, AttributeModel attribute, string text, FaultScope scope)
    {
        scope.Push(attribute.Name);
        if (attribute.Shape.Parse(text, scope) is { } value)
        {
            document[attribute.Name] = value;
        }

        scope.Pop();
    }

    public void Check(JsonObject document, WriteTarget target, FaultScope scope)
    {
        CheckPart(document, schema.Key, target.Id, FaultCodes.KeyMismatch, scope);
        for (var level = 0; level < schema.Partitions.Length; level++)
        {
            var expected = target.Partition is { } partition && level < partition.Count ? partition[level] : null;
            CheckPart(document, schema.Partitions[level], expected, FaultCodes.PartitionMismatch, scope);
        }

        foreach (var name in target.Previous is null ? [] : target.Keep)
        {
            if (!JsonNode.DeepEquals(document[name], target.Previous![name]))
            {
                scope.Push(name);
                scope.Add(FaultCodes.ReadOnly, "This cannot be changed.", document[name]);
                scope.Pop();
            }
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

    // A document looks the same however its key was found: in the body, in the address or made.
    public void MoveKeysFirst(JsonObject document)
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
}
