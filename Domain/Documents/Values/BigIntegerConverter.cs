using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Writes big integers as JSON numbers with all their digits.</summary>
internal sealed class BigIntegerConverter : JsonConverter<BigInteger>
{
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException();
        }

        using var number = JsonDocument.ParseValue(ref reader);
        return SortableNumber.TryPlain(number.RootElement.GetRawText(), out var plain) && BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteRawValue(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)), skipInputValidation: true);
}
