using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.Gateway;

/// <summary>An access log line as a text with <c>$context.</c> variables, parsed once.</summary>
/// <remarks>What a client sent cannot break out of its place: quotes, backslashes and control characters are written as JSON writes them. Nothing is written as <c>-</c>.</remarks>
internal sealed class AccessTemplate
{
    /// <summary>The Common Log Format as API Gateway's guide gives it.</summary>
    public const string Clf =
        "$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] \"$context.httpMethod $context.resourcePath $context.protocol\" "
        + "$context.status $context.responseLength $context.requestId $context.extendedRequestId";

    /// <summary>How long a template is at most, in bytes (API Gateway's 3 KB).</summary>
    public const int MostBytes = 3 * 1024;

    private const string Prefix = "$context.";

    private readonly List<(string Text, Func<AccessEntry, object?>? Variable)> _parts;

    private AccessTemplate(List<(string Text, Func<AccessEntry, object?>? Variable)> parts) => _parts = parts;

    /// <summary>Reads a template; faults are told for people, all of them.</summary>
    public static AccessTemplate? Parse(string text, ICollection<string> faults)
    {
        var known = faults.Count;
        var parts = new List<(string, Func<AccessEntry, object?>?)>();
        var names = new List<string>();
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            faults.Add($"it has more than {MostBytes} bytes");
        }

        var position = 0;
        while (text.IndexOf(Prefix, position, StringComparison.Ordinal) is >= 0 and var start)
        {
            parts.Add((text[position..start], null));
            var end = start + Prefix.Length;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]))))
            {
                end++;
            }

            var name = text[(start + Prefix.Length)..end];
            names.Add(name);
            if (AccessVariables.All.TryGetValue(name, out var variable))
            {
                parts.Add(("", variable));
            }
            else
            {
                faults.Add($"there is no variable $context.{name}; there are {string.Join(", ", AccessVariables.All.Keys)}");
            }

            position = end;
        }

        parts.Add((text[position..], null));
        if (!names.Contains("requestId") && !names.Contains("extendedRequestId"))
        {
            faults.Add("it has neither $context.requestId nor $context.extendedRequestId, by which a line is found again");
        }

        return faults.Count == known ? new AccessTemplate(parts) : null;
    }

    public string Render(AccessEntry entry)
    {
        var line = new StringBuilder(256);
        foreach (var (text, variable) in _parts)
        {
            line.Append(text);
            if (variable is not null)
            {
                line.Append(variable(entry) switch
                {
                    null => "-",
                    string value => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
                    var value => Convert.ToString(value, CultureInfo.InvariantCulture),
                });
            }
        }

        return line.ToString();
    }
}
