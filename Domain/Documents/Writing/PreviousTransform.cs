using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Changes a value, knowing the one stored before.</summary>
internal sealed class PreviousTransform<TValue>(ValueCodec<TValue> codec, Func<TValue, Optional<TValue>, TValue> transform) : WriteTransform
{
    public override bool NeedsPrevious => true;

    public override JsonNode? Apply(JsonNode value, JsonNode? previous) =>
        codec.Write(transform(codec.Read(value), previous is null ? default : new Optional<TValue>(codec.Read(previous))));
}
