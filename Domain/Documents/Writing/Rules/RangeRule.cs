using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The smallest and greatest value, both allowed.</summary>
internal sealed class RangeRule<TValue>(ValueCodec<TValue> codec, TValue minimum, TValue maximum) : ValueRule
{
    public override (string Code, string Message)? Check(JsonNode value)
    {
        var actual = codec.Read(value);
        return Comparer<TValue>.Default.Compare(actual, minimum) < 0 || Comparer<TValue>.Default.Compare(actual, maximum) > 0
            ? (FaultCodes.OutOfRange, $"Must be from {Show(minimum)} to {Show(maximum)}, not {JsonText.Describe(value)}.")
            : null;
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
