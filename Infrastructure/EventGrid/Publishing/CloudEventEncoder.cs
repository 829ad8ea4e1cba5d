using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Writes a routed event as a structured CloudEvent, the data as it is.</summary>
internal static class CloudEventEncoder
{
    // Bytes count: nothing here is ever put into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Encode(RoutedEvent routed)
    {
        var buffer = new ArrayBufferWriter<byte>(routed.Data.ToMemory().Length + 256);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, routed.Id);
        json.WriteString("source"u8, $"/topics/{routed.Topic}");
        json.WriteString("type"u8, RoutedEvent.CloudEventType);
        json.WriteString("time"u8, routed.Time);
        if (routed.TraceParent is { } parent)
        {
            json.WriteString("traceparent"u8, parent);
        }

        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WritePropertyName("data"u8);
        try
        {
            json.WriteRawValue(routed.Data.ToMemory().Span);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new ArgumentException($"The data of event '{routed.Id}' is not JSON: {error.Message}", nameof(routed), error);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Joins encoded events to the JSON array that a batch is.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlySpan<ReadOnlyMemory<byte>> events)
    {
        var length = 1 + events.Length;
        foreach (var encoded in events)
        {
            length += encoded.Length;
        }

        var batch = new byte[length];
        var position = 0;
        batch[position++] = (byte)'[';
        for (var index = 0; index < events.Length; index++)
        {
            events[index].CopyTo(batch.AsMemory(position));
            position += events[index].Length;
            batch[position++] = index == events.Length - 1 ? (byte)']' : (byte)',';
        }

        return batch;
    }
}
