using System.Text;

namespace Virga.Gateway;

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>A name as a part of a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Turns System.Text.Json's path (<c>$.notes[0]['a.b']</c>) into a JSON pointer (<c>/notes/0/a.b</c>).</summary>
    public static string OfPath(string? path)
    {
        var pointer = new StringBuilder();
        var rest = path.AsSpan(path?.StartsWith('$') == true ? 1 : 0);
        while (!rest.IsEmpty)
        {
            var quoted = rest.StartsWith("['");
            var start = quoted ? 2 : 1;
            var end = quoted ? rest.IndexOf("']") : rest[0] == '[' ? rest.IndexOf(']') : rest[1..].IndexOfAny('.', '[') + 1;
            end = end < start ? rest.Length : end;
            pointer.Append('/').Append(Escape(rest[start..end].ToString()));
            rest = rest[Math.Min(rest.Length, end + (quoted ? 2 : rest[0] == '[' ? 1 : 0))..];
        }

        return pointer.ToString();
    }
}
