using System.Text;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>Makes System.Text.Json's messages and paths (<c>$.notes[0]['a.b']</c>) readable for the model's users.</summary>
internal static class JsonPathText
{
    public static string ToPointer(string? path, string keyName)
    {
        var pointer = new StringBuilder();
        var rest = path.AsSpan();
        while (rest.Length > 0)
        {
            if (rest.StartsWith("['") && rest.IndexOf("']") is > 0 and var quoted)
            {
                Append(pointer, rest[2..quoted]);
                rest = rest[(quoted + 2)..];
            }
            else if (rest[0] is '.' or '[')
            {
                var end = rest[1..].IndexOfAny('.', '[');
                var step = end < 0 ? rest[1..] : rest[1..(end + 1)];
                Append(pointer, step.TrimEnd(']'));
                rest = end < 0 ? [] : rest[(end + 1)..];
            }
            else
            {
                rest = rest[1..];
            }
        }

        return pointer.ToString() == "/" + EnvelopeNames.Key ? "/" + keyName : pointer.ToString();
    }

    public static string Reason(JsonException exception)
    {
        // "The JSON value could not be converted to System.Int32. Path: $.age | LineNumber: 0 | BytePositionInLine: 12."
        var end = exception.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return $"the value is not what the model says. {(end < 0 ? exception.Message : exception.Message[..end])}";
    }

    private static void Append(StringBuilder pointer, ReadOnlySpan<char> step) =>
        pointer.Append('/').Append(step.ToString().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
}
