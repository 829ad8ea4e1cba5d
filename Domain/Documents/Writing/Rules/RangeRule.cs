using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The smallest and greatest value, both allowed.</summary>
internal sealed class RangeRule<TValue>(ValueCodec<TValue> codec, TValue minimum, TValue maximum) : ValueRule, IDirectRule<TValue>
{
    public bool Holds(TValue value) => Comparer<TValue>.Default.Compare(value, minimum) >= 0 && Comparer<TValue>.Default.Compare(value, maximum) <= 0;

    public override void Check(JsonNode value, WriteRun run)
    {
        if (!Holds(codec.Read(value)))
        {
            run.Scope.Add(FaultCodes.OutOfRange, $"Must be from {Show(minimum)} to {Show(maximum)}, not {JsonText.Describe(value)}.", value);
        }
    }

    public override void Describe(JsonObject schema)
    {
        if (codec.Write(minimum) is { } least && least.GetValueKind() == JsonValueKind.Number)
        {
            schema["minimum"] = least;
            schema["maximum"] = codec.Write(maximum);
        }
    }

    private string Show(TValue value) => JsonText.Describe(codec.Write(value));
}
