using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Reads and writes documents as the JSON they are.</summary>
internal sealed class DocumentConverter : JsonConverter<Document>
{
    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException());

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options) => value.Json.WriteTo(writer, options);
}
