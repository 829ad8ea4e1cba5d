using System.Text;
using System.Text.RegularExpressions;

namespace Virga.Documents;

/// <summary>A regular expression as JSON Schema means it: <c>$</c> is the very end, where .NET would let a line break follow.</summary>
/// <remarks>An expression that asks for lines, <c>(?m)</c>, is left as it is.</remarks>
internal sealed partial class SchemaPattern
{
    private readonly Regex _regex;

    private SchemaPattern(string text, Regex regex) => (Text, _regex) = (text, regex);

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>Compiles an expression that needs no backtracking: it matches in time linear in the string.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking.</exception>
    public static SchemaPattern Linear(string text) => new(text, new Regex(ToDotNet(text), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));

    /// <summary>Compiles any expression, and gives each match a limit.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public static SchemaPattern Limited(string text, TimeSpan limit) => new(text, new Regex(ToDotNet(text), RegexOptions.CultureInvariant, limit));

    /// <summary>Whether the expression matches somewhere. A match that takes longer than its limit is none.</summary>
    public bool IsMatch(string value)
    {
        try
        {
            return _regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string ToDotNet(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal) || Lines().IsMatch(text))
        {
            return text;
        }

        var (result, classStart) = (new StringBuilder(text.Length + 2), -1);
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            switch (letter)
            {
                case '\\' when index + 1 < text.Length:
                    result.Append(letter).Append(text[++index]);
                    continue;
                case '[' when classStart < 0:
                    classStart = index + (text.AsSpan(index + 1).StartsWith("^") ? 2 : 1);
                    break;
                case ']' when index > classStart: // as the first of its class it stands for itself
                    classStart = -1;
                    break;
            }

            result.Append(letter == '$' && classStart < 0 ? @"\z" : letter.ToString());
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\(\?[a-z]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Lines();
}
