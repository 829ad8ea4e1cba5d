using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A pattern the string must match somewhere; anchor it to match the whole.</summary>
internal sealed class PatternRule(SchemaPattern pattern) : ValueRule, IDirectRule<string?>
{
    public bool Holds(string? value) => value is not null && pattern.IsMatch(value);

    public override void Check(JsonNode value, WriteRun run)
    {
        if (JsonText.TryGetString(value, out var text) && !pattern.IsMatch(text))
        {
            run.Scope.Add(FaultCodes.PatternMismatch, $"Must match the pattern {pattern.Text}; {JsonText.Describe(value)} does not.", value);
        }
    }

    public override void Describe(JsonObject schema) => schema["pattern"] = pattern.Text;
}
