using System.Text;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Turns key and partition attributes into keys and back.</summary>
internal static class SchemaKeys
{
    /// <summary>The key of a document in normal form; false when a part is absent or empty.</summary>
    public static bool TryRead(Schema schema, JsonObject document, out DocumentKey key)
    {
        key = default;
        if (!TryReadPartition(schema, document, out var partition) || Text(document[schema.Key.Name]) is not { Length: > 0 } id)
        {
            return false;
        }

        key = new DocumentKey(partition, id);
        return true;
    }

    public static bool TryReadPartition(Schema schema, JsonObject document, out PartitionKey partition)
    {
        partition = default;
        var levels = new string[schema.Partitions.Length];
        for (var index = 0; index < levels.Length; index++)
        {
            if (Text(document[schema.Partitions[index].Name]) is not { Length: > 0 } text)
            {
                return false;
            }

            levels[index] = text;
        }

        partition = new PartitionKey(levels);
        return true;
    }

    /// <summary>The stored id of a key as a caller wrote it; null when no document can have that key.</summary>
    public static string? StoredIdOf(Schema schema, DocumentKey key, out PartitionKey partition)
    {
        partition = key.Partition;
        return Canonical(schema.Key, key.Id) is { Length: > 0 } id && IdFits(schema, id) && TryCanonical(schema, ref partition) ? StoredId.Of(schema.Name, id) : null;
    }

    /// <summary>Brings a partition to the spelling documents are stored under; false when no document can have it. A prefix has the first levels only.</summary>
    /// <exception cref="ArgumentException">The partition has another number of levels than the model's.</exception>
    public static bool TryCanonical(Schema schema, ref PartitionKey partition, bool isPrefix = false)
    {
        if (partition.Count != schema.Partitions.Length && !(isPrefix && partition.Count < schema.Partitions.Length))
        {
            throw new ArgumentException(
                $"A partition of '{schema.Name}' has {schema.Partitions.Length} level(s) ({string.Join(", ", schema.PartitionNames)}); '{partition}' has {partition.Count}.",
                nameof(partition));
        }

        var levels = new string[partition.Count];
        var changed = false;
        for (var index = 0; index < levels.Length; index++)
        {
            if (Canonical(schema.Partitions[index], partition[index]) is not { Length: > 0 } text)
            {
                return false;
            }

            changed |= !ReferenceEquals(text, partition[index]);
            levels[index] = text;
        }

        if (changed)
        {
            partition = new PartitionKey(levels);
        }

        return PartitionFits(partition);
    }

    public static bool IdFits(Schema schema, string id) =>
        id.Length < StoreLimits.IdBytes && StoredId.BytesOf(schema.Name, id) <= StoreLimits.IdBytes;

    public static bool PartitionFits(PartitionKey partition)
    {
        var bytes = 0;
        for (var index = 0; index < partition.Count; index++)
        {
            bytes += Encoding.UTF8.GetByteCount(partition[index]);
        }

        return bytes <= StoreLimits.PartitionKeyBytes;
    }

    /// <summary>A key attribute's value as text: a string itself, a number as JSON.</summary>
    public static string? Text(JsonNode? value) => value is null ? null : JsonText.TryGetString(value, out var text) ? text : value.ToJsonString();

    /// <summary>A key's text as a document would have it, or null when it is no value of the attribute.</summary>
    public static string? Canonical(AttributeModel attribute, string text)
    {
        if (attribute.Shape is StringShape && !attribute.HasTransforms)
        {
            return text;
        }

        var value = attribute.Shape.Parse(text, new FaultScope());
        return Text(value is null ? null : attribute.TransformAlone(value));
    }
}
