using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Writes <see cref="DateTime"/> as points in time in UTC. One of unspecified kind is taken as UTC, so that it means the same on every machine.</summary>
internal sealed class UtcDateTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TextFormats.TryReadInstant(reader.GetString()!, out var instant)
            ? instant.UtcDateTime
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextFormats.Write(new DateTimeOffset(
            value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc))));
}
