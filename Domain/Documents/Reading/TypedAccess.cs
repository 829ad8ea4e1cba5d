using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads key and timestamps of a value of the model's type, or of the stored bytes where the type does not declare them.</summary>
internal sealed class TypedAccess<T>(Schema<T> schema)
{
    private readonly Func<object, object?>? _createdAt = GetterOf(schema, schema.CreatedAt);
    private readonly Func<object, object?>? _updatedAt = GetterOf(schema, schema.UpdatedAt);
    private readonly Func<object, object?>[] _partitions = [.. schema.Partitions.Select(level => GetterOf(schema, level)!)];

    /// <summary>The document's key: the id from the stored one, the partition from the value.</summary>
    public DocumentKey KeyOf(T value, StoredDocument stored)
    {
        var levels = new string[_partitions.Length];
        for (var index = 0; index < levels.Length; index++)
        {
            levels[index] = Text(_partitions[index](value!)) is { Length: > 0 } text
                ? text
                : throw new DocumentReadException(schema.Name, stored.Id, "/" + schema.Partitions[index].Name, "the partition is missing.");
        }

        return new DocumentKey(new PartitionKey(levels), StoredId.KeyOf(stored.Id));
    }

    public (DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt) Timestamps(T value, StoredDocument stored)
    {
        if ((schema.CreatedAt is null || _createdAt is not null) && (schema.UpdatedAt is null || _updatedAt is not null))
        {
            return (Given(_createdAt?.Invoke(value!)), Given(_updatedAt?.Invoke(value!)));
        }

        return Scan(stored.Body.Span, schema.CreatedAt, schema.UpdatedAt);
    }

    private static DateTimeOffset? Given(object? value) => value switch
    {
        DateTimeOffset instant when instant != default => instant,
        DateTime time when time != default => new DateTimeOffset(time),
        _ => null,
    };

    private static Func<object, object?>? GetterOf(Schema<T> schema, AttributeModel? attribute) =>
        attribute?.Member is { } member
            ? schema.Normal.Properties.FirstOrDefault(property => (property.AttributeProvider as MemberInfo)?.Name == member)?.Get
            : null;

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        _ => SchemaKeys.Text(JsonSerializer.SerializeToNode(value, ModelJson.Options.GetTypeInfo(value.GetType()))),
    };

    // A look at the top level only; inner objects are skipped without being read.
    private static (DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt) Scan(ReadOnlySpan<byte> body, AttributeModel? created, AttributeModel? updated)
    {
        DateTimeOffset? createdAt = null;
        DateTimeOffset? updatedAt = null;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCreated = created is not null && reader.ValueTextEquals(created.StoredName);
            var isUpdated = !isCreated && updated is not null && reader.ValueTextEquals(updated.StoredName);
            reader.Read();
            if (isCreated)
            {
                createdAt = InstantOf(ref reader, created!) ?? createdAt;
            }
            else if (isUpdated)
            {
                updatedAt = InstantOf(ref reader, updated!) ?? updatedAt;
            }

            reader.Skip();
        }

        return (createdAt, updatedAt);
    }

    private static DateTimeOffset? InstantOf(ref Utf8JsonReader reader, AttributeModel attribute)
    {
        JsonNode? stored = reader.TokenType switch
        {
            JsonTokenType.String => JsonValue.Create(reader.GetString()),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => JsonValue.Create(number),
            _ => null,
        };
        return stored is not null && attribute.Shape.FromStored(stored, new FaultScope()) is { } normal
            && JsonText.TryGetString(normal, out var text) && TextFormats.TryReadInstant(text, out var instant) ? instant : null;
    }
}
