using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The values allowed.</summary>
internal sealed class OneOfRule<TValue>(ValueCodec<TValue> codec, ImmutableArray<TValue> values) : ValueRule, IAllowedValues, IDirectRule<TValue>
{
    private readonly Lazy<ImmutableArray<JsonNode>> _allowed = new(() => [.. values.Select(codec.Write).OfType<JsonNode>()]);
    private readonly FrozenSet<TValue> _values = values.ToFrozenSet();

    public ImmutableArray<JsonNode> Allowed => _allowed.Value;

    public bool Holds(TValue value) => _values.Contains(value);

    public override void Check(JsonNode value, WriteRun run)
    {
        foreach (var candidate in Allowed)
        {
            if (JsonEquality.Same(candidate, value))
            {
                return;
            }
        }

        run.Scope.Add(FaultCodes.NotAllowed, $"Must be one of {string.Join(", ", Allowed.Select(JsonText.Describe))}, not {JsonText.Describe(value)}.", value);
    }

    public override void Describe(JsonObject schema) => schema["enum"] = new JsonArray([.. Allowed.Select(value => value.DeepClone())]);
}
