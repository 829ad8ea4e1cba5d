using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Compares two states of a stored document, without what the framework and the store write beside its attributes.</summary>
internal static class AuditComparison
{
    private const int MostChanges = 100;
    private const int MostBytes = 64 * 1024;

    /// <summary>The SHA-256 of the attributes, whatever their order and however numbers are written.</summary>
    public static string HashOf(JsonObject document)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            WriteCanonical(json, document, isRoot: true);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    /// <summary>The attributes that differ, inner objects attribute by attribute; and whether there were too many.</summary>
    public static (List<AuditChange> Changes, bool IsCut) Changes(JsonObject? before, JsonObject? after)
    {
        var changes = new List<AuditChange>();
        Collect(before, after, "", changes);
        var (kept, bytes) = (0, 0);
        while (kept < Math.Min(changes.Count, MostChanges))
        {
            bytes += changes[kept].Path.Length + (changes[kept].Before?.ToJsonString().Length ?? 4) + (changes[kept].After?.ToJsonString().Length ?? 4);
            if (bytes > MostBytes)
            {
                break;
            }

            kept++;
        }

        return (changes[..kept], kept < changes.Count);
    }

    private static void Collect(JsonObject? before, JsonObject? after, string path, List<AuditChange> changes)
    {
        foreach (var name in (before ?? []).Concat(after ?? []).Select(member => member.Key).Distinct(StringComparer.Ordinal))
        {
            if (path.Length == 0 && IsOurs(name))
            {
                continue;
            }

            var (old, now) = (before?[name], after?[name]);
            var at = $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (old is JsonObject left && now is JsonObject right)
            {
                Collect(left, right, at, changes);
            }
            else if (!JsonNode.DeepEquals(old, now))
            {
                changes.Add(new AuditChange(at, old?.DeepClone(), now?.DeepClone()));
            }
        }
    }

    private static bool IsOurs(string name) => EnvelopeNames.IsReserved(name);

    private static void WriteCanonical(Utf8JsonWriter json, JsonNode? node, bool isRoot = false)
    {
        switch (node)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonObject members:
                json.WriteStartObject();
                foreach (var (name, value) in members.Where(member => !isRoot || !IsOurs(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(name);
                    WriteCanonical(json, value);
                }

                json.WriteEndObject();
                break;
            case JsonArray list:
                json.WriteStartArray();
                foreach (var element in list)
                {
                    WriteCanonical(json, element);
                }

                json.WriteEndArray();
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                // Cosmos DB has doubles: 1.0 that was written is 1 when it is read.
                using (var number = JsonDocument.Parse(value.ToJsonString()))
                {
                    json.WriteNumberValue(number.RootElement.GetDouble());
                }

                break;
            default:
                node.WriteTo(json);
                break;
        }
    }
}
