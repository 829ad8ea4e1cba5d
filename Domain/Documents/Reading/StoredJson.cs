using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Turns stored documents into normal form.</summary>
internal static class StoredJson
{
    /// <summary>The document with its envelope, brought to the model's current version.</summary>
    /// <exception cref="DocumentReadException">The bytes are no JSON object, or an upgrade failed.</exception>
    /// <exception cref="DocumentVersionException">The document is newer than the model.</exception>
    public static JsonObject Parse(Schema schema, StoredDocument stored)
    {
        var document = ParseBytes(schema, stored);
        SchemaUpgrade.Apply(schema, document, stored.Id);
        return document;
    }

    private static JsonObject ParseBytes(Schema schema, StoredDocument stored)
    {
        try
        {
            return JsonNode.Parse(stored.Body.Span) as JsonObject
                ?? throw new DocumentReadException(schema.Name, stored.Id, "", "there is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new DocumentReadException(schema.Name, stored.Id, "", $"there is no valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Takes the envelope off, in place: what is left is what the model shows, and whatever else was stored beside it.</summary>
    public static JsonObject RemoveEnvelope(Schema schema, JsonObject stored)
    {
        stored.TryGetPropertyValue(EnvelopeNames.Key, out var key);
        for (var index = stored.Count - 1; index >= 0; index--)
        {
            if (EnvelopeNames.IsReserved(stored.GetAt(index).Key))
            {
                stored.RemoveAt(index);
            }
        }

        if (key is not null && !stored.ContainsKey(schema.Key.Name))
        {
            stored.Insert(0, schema.Key.Name, key);
        }

        return stored;
    }

    /// <summary>Checks the types of what was read and leaves out what the model does not know, as it says.</summary>
    /// <exception cref="DocumentReadException">A stored value has another type than the model says.</exception>
    public static void Check(Schema schema, JsonObject normal, string storedId)
    {
        var scope = new FaultScope();
        schema.Root.Normalise(normal, scope);
        foreach (var fault in scope.Faults)
        {
            if (fault.Code != FaultCodes.UnknownAttribute)
            {
                throw new DocumentReadException(schema.Name, storedId, fault.Path.ToString(), $"the value is not what the model says. {fault.Message}");
            }
        }
    }
}
