using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Brings stored documents of earlier versions to the current one as they are read. Nothing is written back before the next write.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Whether a document can be read as it stands. Costs a search of its bytes; those of a versioned model have the version near their beginning.</summary>
    /// <exception cref="DocumentVersionException">It is newer than the model.</exception>
    public static bool IsCurrent(Schema schema, StoredDocument stored) => Compare(schema, VersionOf(stored.Body.Span), stored.Id) == 0;

    /// <summary>Brings a parsed document, envelope and all, to the current version, in place.</summary>
    /// <returns>The version it had.</returns>
    /// <exception cref="DocumentVersionException">It is newer than the model.</exception>
    /// <exception cref="DocumentReadException">A step failed, or changed the key.</exception>
    public static int Apply(Schema schema, JsonObject document, string storedId)
    {
        var version = document[EnvelopeNames.Version] is JsonValue value && value.TryGetValue<int>(out var number) ? number : 1;
        if (Compare(schema, version, storedId) == 0)
        {
            return version;
        }

        var envelope = document.Where(attribute => EnvelopeNames.IsReserved(attribute.Key)).Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value?.DeepClone())).ToList();
        StoredJson.RemoveEnvelope(schema, document);
        SchemaKeys.TryRead(schema, document, out var before);
        for (var from = version; from < schema.Version; from++)
        {
            Step(schema, from, document, storedId);
        }

        if (!SchemaKeys.TryRead(schema, document, out var after) || after != before)
        {
            throw new DocumentReadException(schema.Name, storedId, "/" + schema.KeyName, $"the upgrade from version {version} changes its key or partition, which never change.");
        }

        document.Remove(schema.Key.Name);
        foreach (var (name, kept) in envelope)
        {
            document[name] = kept;
        }

        document[EnvelopeNames.Version] = schema.Version;
        return version;
    }

    /// <summary>A condition that also keeps a patch from changing a part of a document of an earlier version.</summary>
    public static Condition? Guard(Schema schema, Condition? condition)
    {
        if (schema.Version == 1)
        {
            return condition;
        }

        var current = Condition.On(EnvelopeNames.Version).Equal(schema.Version);
        return condition is null ? current : condition & current;
    }

    private static int Compare(Schema schema, int version, string storedId) =>
        version <= schema.Version ? version - schema.Version : throw new DocumentVersionException(schema.Name, storedId, version, schema.Version);

    private static int VersionOf(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("\"_v\""u8) < 0)
        {
            return 1;
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isVersion = reader.ValueTextEquals("_v"u8);
                reader.Read();
                if (isVersion)
                {
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : 1;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads the document says what is wrong with it.
        }

        return 1;
    }

    [SuppressMessage("Design", "CA1031", Justification = "An upgrade is the app's code and may throw anything; all of it makes this one document unreadable.")]
    private static void Step(Schema schema, int from, JsonObject document, string storedId)
    {
        try
        {
            schema.Settings.Versions.From(from)(document);
        }
        catch (Exception exception)
        {
            throw new DocumentReadException(schema.Name, storedId, "", $"the upgrade from version {from} to {from + 1} failed: {exception.Message}", exception);
        }
    }
}
