using System.Collections.Immutable;
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

    /// <summary>Takes the envelope off and gives the rest its normal form, in place. Values that are not of their stored type stay as they are, with faults.</summary>
    public static JsonObject ToNormal(Schema schema, JsonObject stored, FaultScope scope)
    {
        var normal = RemoveEnvelope(schema, stored);
        if (schema.Traits.HasStoredForms)
        {
            schema.Root.FromStored(normal, scope);
        }

        return normal;
    }

    /// <summary>The normal form of a stored document, envelope and all, in place, without what the model does not know.</summary>
    /// <returns>What is wrong with it; empty unless the model reads leniently, and then the values with faults are left out.</returns>
    /// <exception cref="DocumentReadException">A stored value has another type than the model says.</exception>
    public static ImmutableArray<DocumentFault> Read(Schema schema, JsonObject document, string storedId)
    {
        var normal = RemoveEnvelope(schema, document);
        var forms = schema.Traits.HasStoredForms ? Pass(schema, normal, storedId, schema.Root.FromStored) : [];
        return forms.AddRange(Pass(schema, normal, storedId, schema.Root.Normalise));
    }

    private static ImmutableArray<DocumentFault> Pass(Schema schema, JsonObject document, string storedId, Func<JsonNode, FaultScope, JsonNode?> pass)
    {
        var scope = new FaultScope();
        pass(document, scope);
        if (scope.Count == 0)
        {
            return [];
        }

        ImmutableArray<DocumentFault> faults = [.. scope.Faults.Where(fault => fault.Code != FaultCodes.UnknownAttribute)];
        if (!faults.IsEmpty && schema.Reads != ReadPolicy.Lenient)
        {
            throw new DocumentReadException(schema.Name, storedId, faults[0].Path.ToString(), $"the value is not what the model says. {faults[0].Message}");
        }

        // From the end, so that positions in lists stay what they were.
        foreach (var fault in faults.Reverse())
        {
            UpdatePlace.Find(document, fault.Path).Remove();
        }

        return faults;
    }
}
