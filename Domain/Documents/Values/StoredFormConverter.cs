using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>Reads values that are stored in another form than they are shown in.</summary>
internal sealed class StoredFormConverter<TValue>(ValueShape shape) : JsonConverter<TValue>
{
    private readonly ValueCodec<TValue> _codec = new();

    public override bool HandleNull => true;

    public override TValue? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not { } stored)
        {
            return default;
        }

        var scope = new FaultScope();
        var normal = shape.FromStored(stored, scope);
        return scope.Count == 0 ? _codec.Read(normal!) : throw new JsonException(scope.Faults[0].Message);
    }

    public override void Write(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Stored documents are written by the write pipeline.");
}
