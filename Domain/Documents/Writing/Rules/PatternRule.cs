using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Virga.Documents;

/// <summary>A pattern the string must match somewhere; anchor it to match the whole.</summary>
internal sealed class PatternRule(Regex pattern) : ValueRule
{
    public override (string Code, string Message)? Check(JsonNode value) =>
        JsonText.TryGetString(value, out var text) && !Matches(text)
            ? (FaultCodes.PatternMismatch, $"Must match the pattern {pattern}; {JsonText.Describe(value)} does not.")
            : null;

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
