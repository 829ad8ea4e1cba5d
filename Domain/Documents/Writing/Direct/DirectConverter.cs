using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Writes values inside objects and lists as they are written by themselves.</summary>
internal sealed class DirectConverter<TValue>(DirectFormat<TValue> format) : JsonConverter<TValue>
{
    public override TValue? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("What is written directly is read by the model's own options.");

    public override void Write(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options)
    {
        if (!format(writer, value))
        {
            throw new JsonException("The value has no normal form.");
        }
    }
}
