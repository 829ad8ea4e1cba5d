using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A rule of the model's own about a value, in view of the whole document.</summary>
internal sealed class ItemRule<T, TValue>(ValueCodec<TValue> codec, ItemAccess<T> items, Func<TValue, T, bool> rule, string message) : ValueRule
{
    public override bool NeedsItem => true;

    public override void Check(JsonNode value, WriteRun run)
    {
        if (!rule(codec.Read(value), items.Of(run)))
        {
            run.Scope.Add(FaultCodes.Invalid, message, value);
        }
    }
}
