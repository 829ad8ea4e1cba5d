using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Changes a value when something has answered.</summary>
internal sealed class LateTransform<TValue>(ValueCodec<TValue> codec, Func<TValue, CancellationToken, ValueTask<TValue>> transform) : WriteTransform
{
    public override bool IsLate => true;

    public override JsonNode? Apply(JsonNode value, JsonNode? previous) => throw WriteRun.Late();

    public override async ValueTask<JsonNode?> ApplyAsync(JsonNode value, JsonNode? previous, CancellationToken cancellationToken) =>
        codec.Write(await transform(codec.Read(value), cancellationToken).ConfigureAwait(false));
}
