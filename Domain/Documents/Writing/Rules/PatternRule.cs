using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Virga.Documents;

/// <summary>A pattern the string must match somewhere; anchor it to match the whole.</summary>
internal sealed class PatternRule(Regex pattern) : ValueRule, IDirectRule<string?>
{
    public bool Holds(string? value) => value is not null && Matches(value);

    public override void Check(JsonNode value, WriteRun run)
    {
        if (JsonText.TryGetString(value, out var text) && !Matches(text))
        {
            run.Scope.Add(FaultCodes.PatternMismatch, $"Must match the pattern {pattern}; {JsonText.Describe(value)} does not.", value);
        }
    }

    public override void Describe(JsonObject schema) => schema["pattern"] = pattern.ToString();

    private bool Matches(string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Only patterns that need backtracking have a limit; a string that takes longer is not accepted.
            return false;
        }
    }
}
