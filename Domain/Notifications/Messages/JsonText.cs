using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>Writes JSON for machines: only what JSON itself requires is escaped, so that bodies stay small.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static BinaryData ToData(JsonObject json)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteTo(writer);
        }

        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    /// <summary>The object's text as one JSON string: no reader on the way takes anything in it for a date or a number.</summary>
    public static BinaryData ToText(JsonObject json)
    {
        var text = ToData(json).ToMemory();
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(text.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStringValue(text.Span);
        }

        return BinaryData.FromBytes(buffer.WrittenMemory);
    }
}
