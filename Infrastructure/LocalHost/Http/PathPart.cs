namespace Virga.LocalHost;

/// <summary>A segment of a path: where it starts and how long it is.</summary>
internal readonly record struct PathPart(int Start, int Length)
{
    /// <summary>The most segments that are looked at on the fast way.</summary>
    public const int Most = 32;

    public ReadOnlySpan<char> In(string path) => path.AsSpan(Start, Length);

    /// <summary>Splits a path at its slashes, as ASP.NET Core does: one at either end does not count.</summary>
    /// <returns>How many parts there are, or -1 when they do not fit.</returns>
    public static int Split(string path, Span<PathPart> parts)
    {
        var start = path.Length > 0 && path[0] == '/' ? 1 : 0;
        var count = 0;
        while (start < path.Length)
        {
            if (count == parts.Length)
            {
                return -1;
            }

            var slash = path.AsSpan(start).IndexOf('/');
            var length = slash < 0 ? path.Length - start : slash;
            parts[count++] = new PathPart(start, length);
            start += length + 1;
        }

        return count;
    }
}
