using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>An entry of the audit trail as it is stored: in the document's own partition, so that it is written with the change or not at all.</summary>
internal static class AuditRecord
{
    public const string Model = "_audit";
    public const string At = "at";
    public const string OfModel = "model";
    public const string OfKey = "key";
    public const string Origin = "origin";
    public const string Subject = "subject";
    public const string RequestId = "requestId";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Times as texts of one length, which sort as the times do.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static StoreOperation Create(AuditEntry entry, TimeSpan keepFor)
    {
        var body = new JsonObject
        {
            [EnvelopeNames.Model] = Model,
            [EnvelopeNames.Key] = entry.Id,
            [At] = TimeText(entry.At),
            [OfModel] = entry.Model,
            ["partition"] = new JsonArray([.. entry.Partition.Select(level => (JsonNode)level)]),
            [OfKey] = entry.Key,
            ["operation"] = entry.Operation,
            [Origin] = JsonSerializer.SerializeToNode(entry.Origin, Json),
        };
        Add(body, "before", entry.Before);
        Add(body, "after", entry.After);
        if (!entry.Changes.IsEmpty)
        {
            body["changes"] = JsonSerializer.SerializeToNode(entry.Changes, Json);
        }

        if (entry.IsCut)
        {
            body["isCut"] = true;
        }

        if (entry.IsUncertain)
        {
            body["isUncertain"] = true;
        }

        return new StoreOperation.Create(StoredId.Of(Model, entry.Id), body) { TimeToLive = keepFor };
    }

    public static AuditEntry Read(StoredDocument stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        var record = json.RootElement;
        return new AuditEntry(
            record.GetProperty(EnvelopeNames.Key).GetString()!,
            DateTimeOffset.Parse(record.GetProperty(At).GetString()!, CultureInfo.InvariantCulture),
            record.GetProperty(OfModel).GetString()!,
            [.. record.GetProperty("partition").EnumerateArray().Select(level => level.GetString()!)],
            record.GetProperty(OfKey).GetString()!,
            record.GetProperty("operation").GetString()!,
            record.GetProperty(Origin).Deserialize<ChangeOrigin>(Json)!)
        {
            Before = record.TryGetProperty("before", out var before) ? before.GetString() : null,
            After = record.TryGetProperty("after", out var after) ? after.GetString() : null,
            Changes = record.TryGetProperty("changes", out var changes) ? changes.Deserialize<ImmutableArray<AuditChange>>(Json) : [],
            IsCut = record.TryGetProperty("isCut", out _),
            IsUncertain = record.TryGetProperty("isUncertain", out _),
        };
    }

    private static void Add(JsonObject body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}
