using System.Reflection;
using System.Text.Json;

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
        if (schema.CreatedAt is null || schema.UpdatedAt is null)
        {
            return default;
        }

        if (_createdAt is not null && _updatedAt is not null)
        {
            return (Given(_createdAt(value!)), Given(_updatedAt(value!)));
        }

        return Scan(stored.Body.Span, schema.CreatedAt.Name, schema.UpdatedAt.Name);
    }

    private static DateTimeOffset? Given(object? value) => value is DateTimeOffset instant && instant != default ? instant : null;

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
    private static (DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt) Scan(ReadOnlySpan<byte> body, string createdName, string updatedName)
    {
        DateTimeOffset? createdAt = null;
        DateTimeOffset? updatedAt = null;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCreated = reader.ValueTextEquals(createdName);
            var isUpdated = !isCreated && reader.ValueTextEquals(updatedName);
            reader.Read();
            if ((isCreated || isUpdated) && reader.TokenType == JsonTokenType.String && TextFormats.TryReadInstant(reader.GetString()!, out var instant))
            {
                createdAt = isCreated ? instant : createdAt;
                updatedAt = isUpdated ? instant : updatedAt;
            }

            reader.Skip();
        }

        return (createdAt, updatedAt);
    }
}
