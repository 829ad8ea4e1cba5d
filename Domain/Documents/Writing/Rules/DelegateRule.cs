using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A rule of the model's own.</summary>
internal sealed class DelegateRule<TValue>(ValueCodec<TValue> codec, Func<TValue, bool> rule, string message) : ValueRule, IDirectRule<TValue>
{
    public bool Holds(TValue value) => rule(value);

    public override void Check(JsonNode value, WriteRun run)
    {
        if (!rule(codec.Read(value)))
        {
            run.Scope.Add(FaultCodes.Invalid, message, value);
        }
    }
}
