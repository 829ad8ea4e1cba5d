using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>Turns normal-form JSON into a CLR value and back.</summary>
internal sealed class ValueCodec<TValue>(JsonSerializerOptions options)
{
    private readonly JsonTypeInfo<TValue> _type = (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));

    public ValueCodec()
        : this(ModelJson.Options)
    {
    }

    public TValue Read(JsonNode value) =>
        value is JsonValue scalar && scalar.TryGetValue<TValue>(out var direct) ? direct : value.Deserialize(_type)!;

    public JsonNode? Write(TValue value) => JsonSerializer.SerializeToNode(value, _type);
}
