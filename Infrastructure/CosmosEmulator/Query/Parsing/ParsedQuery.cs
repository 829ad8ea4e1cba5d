using System.Collections.Concurrent;

namespace Virga.CosmosEmulator;

/// <summary>A query text, parsed: its SELECT, how many slots its names take, and the parameters it asks for.</summary>
internal sealed record ParsedQuery(SelectQuery Select, int Slots, IReadOnlyList<string> Parameters)
{
    private const int CacheSize = 1000;
    private const int MaximumText = 512 * 1024;
    private static readonly ConcurrentDictionary<string, ParsedQuery> Cache = new(StringComparer.Ordinal);

    /// <summary>Parses a text, or gives back what it was parsed to before.</summary>
    public static ParsedQuery Of(string text)
    {
        if (Cache.TryGetValue(text, out var parsed))
        {
            return parsed;
        }

        if (text.Length > MaximumText)
        {
            throw WireFault.BadRequest($"The query is longer than {MaximumText} characters.");
        }

        if (Cache.Count >= CacheSize)
        {
            Cache.Clear();
        }

        return Cache[text] = new QueryParser(text).Parse();
    }
}
