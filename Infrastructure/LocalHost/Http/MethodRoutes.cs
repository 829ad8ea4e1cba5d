using System.Collections.Frozen;

namespace Virga.LocalHost;

/// <summary>The routes for one HTTP method.</summary>
internal sealed class MethodRoutes
{
    private readonly int _prefixSegments;
    private readonly FrozenDictionary<string, HttpRoute[][]>.AlternateLookup<ReadOnlySpan<char>> _byFirstLiteral;
    private readonly HttpRoute[][] _others;

    public MethodRoutes(HttpRoute[] routes, int prefixSegments)
    {
        _prefixSegments = prefixSegments;
        Unplain = [.. routes.Where(r => !r.IsPlain)];
        var longest = routes.Where(r => r.IsPlain).Select(r => r.Segments.Length).DefaultIfEmpty().Max();
        var literals = routes.Select(FirstLiteral).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
        _byFirstLiteral = literals
            .ToFrozenDictionary(
                literal => literal,
                literal => ByLength([.. routes.Where(r => FirstLiteral(r) is not { } own || own.Equals(literal, StringComparison.OrdinalIgnoreCase))], longest),
                StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _others = ByLength([.. routes.Where(r => FirstLiteral(r) is null)], longest);
    }

    /// <summary>The routes that may fit paths of any length.</summary>
    public HttpRoute[] Unplain { get; }

    /// <summary>The routes that may fit, in order.</summary>
    public HttpRoute[] Candidates(string path, ReadOnlySpan<PathPart> parts)
    {
        var byLength = parts.Length > _prefixSegments && _byFirstLiteral.TryGetValue(parts[_prefixSegments].In(path), out var found) ? found : _others;
        return byLength[Math.Min(parts.Length, byLength.Length - 1)];
    }

    // The last place is for all paths longer than any plain route.
    private static HttpRoute[][] ByLength(HttpRoute[] routes, int longest) =>
        [.. Enumerable.Range(0, longest + 2).Select(length => routes.Where(r => !r.IsPlain || r.Segments.Length == length).ToArray())];

    private string? FirstLiteral(HttpRoute route) =>
        route.Segments.Length > _prefixSegments && route.Segments[_prefixSegments] is { Kind: RouteSegmentKind.Literal } segment ? segment.Text : null;
}
