using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Changes a value by itself.</summary>
internal sealed class PlainTransform<TValue>(ValueCodec<TValue> codec, Func<TValue, TValue> transform) : WriteTransform
{
    public Func<TValue, TValue> Direct => transform;

    public override JsonNode? Apply(JsonNode value, JsonNode? previous) => codec.Write(transform(codec.Read(value)));
}
