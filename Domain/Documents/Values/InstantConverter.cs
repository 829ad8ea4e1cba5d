using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Writes points in time in UTC with seven decimals, so that their texts order as they do.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryReadStored(ref reader, out var stored) ? stored
        : reader.TokenType == JsonTokenType.String && TextFormats.TryReadInstant(reader.GetString()!, out var instant)
            ? instant
            : throw new JsonException();

    // The spelling models keep, which the reader knows by itself; a text without its Z it would take for local time.
    private static bool TryReadStored(ref Utf8JsonReader reader, out DateTimeOffset instant)
    {
        instant = default;
        return reader is { TokenType: JsonTokenType.String, HasValueSequence: false, ValueIsEscaped: false } && reader.ValueSpan.Length == TextFormats.InstantLength
            && reader.ValueSpan[^1] == 'Z' && reader.TryGetDateTimeOffset(out instant);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextFormats.Write(value));
}
