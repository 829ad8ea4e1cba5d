using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Writes references as <c>{"partition": …, "id": …}</c>.</summary>
internal sealed class ReferenceConverter<T> : JsonConverter<Reference<T>>
{
    public override Reference<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string[]? partition = null;
        string? id = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPartition = reader.ValueTextEquals(ReferenceShape.Partition);
            if (!isPartition && !reader.ValueTextEquals(ReferenceShape.Id))
            {
                throw new JsonException();
            }

            reader.Read();
            if (!isPartition)
            {
                id = reader.GetString();
            }
            else
            {
                partition = reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : JsonSerializer.Deserialize<string[]>(ref reader, options);
            }
        }

        return id is not null && partition is { Length: > 0 } ? new Reference<T>(new DocumentKey(new PartitionKey(partition), id)) : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, Reference<T> value, JsonSerializerOptions options)
    {
        var partition = value.Key.Partition;
        writer.WriteStartObject();
        writer.WritePropertyName(ReferenceShape.Partition);
        if (partition.Count > 1)
        {
            writer.WriteStartArray();
        }

        for (var level = 0; level < partition.Count; level++)
        {
            writer.WriteStringValue(partition[level]);
        }

        if (partition.Count > 1)
        {
            writer.WriteEndArray();
        }
        else if (partition.Count == 0)
        {
            writer.WriteNullValue();
        }

        writer.WriteString(ReferenceShape.Id, value.Key.Id);
        writer.WriteEndObject();
    }
}
