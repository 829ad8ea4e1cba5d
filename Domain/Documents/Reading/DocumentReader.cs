using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads stored documents of one model, each with one parse of its bytes.</summary>
internal sealed class DocumentReader<T>(Schema<T> schema)
{
    private readonly TypedAccess<T> _access = new(schema);

    /// <summary>The document as the model's type.</summary>
    /// <exception cref="DocumentReadException">What is stored is not what the model says.</exception>
    public Item<T> ReadItem(StoredDocument stored)
    {
        if (schema.Stored is not { } type || !SchemaUpgrade.IsCurrent(schema, stored))
        {
            return ReadThroughJson(stored);
        }

        T? value;
        try
        {
            value = JsonSerializer.Deserialize(stored.Body.Span, type);
        }
        catch (JsonException exception)
        {
            return schema.Reads == ReadPolicy.Lenient ? ReadThroughJson(stored) : throw Unreadable(stored, exception);
        }

        var (createdAt, updatedAt) = _access.Timestamps(value ?? throw Empty(stored), stored);
        return new Item<T>(_access.KeyOf(value, stored), value, stored.ETag)
        {
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
            RequestCharge = stored.RequestCharge,
            SessionToken = stored.SessionToken,
        };
    }

    /// <summary>The document in normal form.</summary>
    /// <exception cref="DocumentReadException">What is stored is not what the model says.</exception>
    public Item<JsonObject> ReadJson(StoredDocument stored) => ToItem(StoredJson.Parse(schema, stored), stored);

    /// <summary>The document in normal form, made of the parsed one, which is gone afterwards.</summary>
    public Item<JsonObject> ToItem(JsonObject parsed, StoredDocument stored)
    {
        var faults = StoredJson.Read(schema, parsed, stored.Id);
        var normal = parsed;
        if (!SchemaKeys.TryRead(schema, normal, out var key))
        {
            throw new DocumentReadException(schema.Name, stored.Id, "/" + schema.KeyName, "the key or the partition is missing.");
        }

        var (createdAt, updatedAt) = (schema.CreatedAt?.InstantIn(normal), schema.UpdatedAt?.InstantIn(normal));
        return new Item<JsonObject>(key, schema.HasReads ? schema.Show(normal) : normal, stored.ETag)
        {
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
            Faults = faults,
            RequestCharge = stored.RequestCharge,
            SessionToken = stored.SessionToken,
        };
    }

    // For what System.Text.Json alone cannot do on the way: leave the envelope out, other names and forms inside objects, read transforms, upgrades.
    private Item<T> ReadThroughJson(StoredDocument stored)
    {
        var item = ReadJson(stored);
        T? value;
        try
        {
            value = item.Value.Deserialize(schema.Normal);
        }
        catch (JsonException exception)
        {
            throw Unreadable(stored, exception);
        }

        return item.With(value ?? throw Empty(stored));
    }

    private DocumentReadException Empty(StoredDocument stored) => new(schema.Name, stored.Id, "", "there is no JSON object.");

    private DocumentReadException Unreadable(StoredDocument stored, JsonException exception) =>
        new(schema.Name, stored.Id, JsonPathText.ToPointer(exception.Path, schema.KeyName), JsonPathText.Reason(exception), exception);
}
