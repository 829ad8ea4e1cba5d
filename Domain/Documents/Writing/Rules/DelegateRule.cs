using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A rule of the model's own.</summary>
internal sealed class DelegateRule<TValue>(ValueCodec<TValue> codec, Func<TValue, bool> rule, string message) : ValueRule
{
    public override (string Code, string Message)? Check(JsonNode value) =>
        rule(codec.Read(value)) ? null : (FaultCodes.Invalid, message);
}
