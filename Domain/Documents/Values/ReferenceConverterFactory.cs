using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Makes the converter of each <see cref="Reference{T}"/>.</summary>
internal sealed class ReferenceConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Reference<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ReferenceConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}
