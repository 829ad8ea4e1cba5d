using System.Text;

namespace Virga.Gateway;

/// <summary>What of a client's path may be forwarded: whole segments, encoded anew, none of which leads out of the backend's own path.</summary>
public static class BackendPath
{
    private const int Rounds = 4;

    /// <summary>The path in its encoded form, with a slash before it; empty for none.</summary>
    /// <param name="path">The path, decoded once as the server gives it.</param>
    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>: a segment is <c>.</c> or <c>..</c>, or has a slash, a backslash or a control character in it, however often they are encoded.</exception>
    public static string Encode(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var trimmed = path.StartsWith('/') ? path[1..] : path;
        if (trimmed.Length == 0)
        {
            return "";
        }

        var encoded = new StringBuilder(trimmed.Length + 8);
        foreach (var segment in trimmed.Split('/'))
        {
            Check(segment);
            encoded.Append('/').Append(Uri.EscapeDataString(segment));
        }

        return encoded.ToString();
    }

    private static void Check(string segment)
    {
        var text = segment;
        for (var round = 0; ; round++)
        {
            if (text is "." or ".." || text.AsSpan().ContainsAny('/', '\\') || text.Any(char.IsControl) || round == Rounds)
            {
                throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, "A part of the path cannot be forwarded.")
                {
                    Errors = [ProblemError.Path("path", "format", "A segment must not be a dot or two, nor have slashes, backslashes or control characters in it, encoded or not.")],
                });
            }

            var decoded = Uri.UnescapeDataString(text);
            if (decoded == text)
            {
                return;
            }

            text = decoded;
        }
    }
}
