using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>What Event Grid's own schema wants of an event, what the service adds to it, and how it becomes a CloudEvent.</summary>
internal static class EventGridEvents
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string TopicPath(string topic) => $"/topics/{topic}";

    public static IEnumerable<string> Faults(LocalTopic topic, JsonElement json)
    {
        foreach (var name in (string[])["id", "subject", "eventType"])
        {
            if (string.IsNullOrEmpty(EventKeys.Text(json, name)))
            {
                yield return $"{name}: must be a string that is not empty";
            }
        }

        if (!json.TryGetProperty("eventTime", out var time) || time.ValueKind != JsonValueKind.String || !time.TryGetDateTimeOffset(out _))
        {
            yield return "eventTime: must be an ISO 8601 time";
        }

        if (json.TryGetProperty("dataVersion", out var version) && version.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            yield return "dataVersion: must be a string";
        }

        if (json.TryGetProperty("metadataVersion", out var metadata) && metadata.ValueKind != JsonValueKind.Null && EventKeys.Text(json, "metadataVersion") is not ("" or "1"))
        {
            yield return "metadataVersion: must be \"1\", or left out";
        }

        if (json.TryGetProperty("topic", out var sent) && sent.ValueKind != JsonValueKind.Null && EventKeys.Text(json, "topic") is var text && text != "" && text != TopicPath(topic.Name))
        {
            yield return $"topic: must be left out, or be '{TopicPath(topic.Name)}'";
        }
    }

    /// <summary>Adds the topic and the metadata version.</summary>
    public static PublishedEvent Stamp(LocalTopic topic, JsonElement json)
    {
        var utf8 = Write(writer =>
        {
            writer.WriteString("topic"u8, TopicPath(topic.Name));
            foreach (var property in json.EnumerateObject().Where(property => property.Name is not ("topic" or "metadataVersion" or "dataVersion")))
            {
                property.WriteTo(writer);
            }

            writer.WriteString("dataVersion"u8, EventKeys.Text(json, "dataVersion") ?? "");
            writer.WriteString("metadataVersion"u8, "1"u8);
        });
        using var document = JsonDocument.Parse(utf8);
        return new PublishedEvent(EventGridSchema.EventGrid, document.RootElement.Clone(), utf8);
    }

    /// <summary>The CloudEvent for a stamped event. Its data version has no place there, and is left out.</summary>
    public static ReadOnlyMemory<byte> ToCloudEvent(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var json = document.RootElement;
        return Write(writer =>
        {
            writer.WriteString("specversion"u8, "1.0"u8);
            Copy(writer, json, "id", "id");
            Copy(writer, json, "topic", "source");
            Copy(writer, json, "eventType", "type");
            Copy(writer, json, "subject", "subject");
            Copy(writer, json, "eventTime", "time");
            Copy(writer, json, "data", "data");
        });
    }

    private static void Copy(Utf8JsonWriter writer, JsonElement json, string from, string to)
    {
        if (json.TryGetProperty(from, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            writer.WritePropertyName(to);
            value.WriteTo(writer);
        }
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        properties(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
