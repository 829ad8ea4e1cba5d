using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Which paths a container's indexing policy includes: of the patterns that fit a path, the longest decides, and an exact one before one with <c>*</c>.</summary>
internal sealed class IndexPolicy
{
    private readonly List<(string[] Names, bool IsExact, bool IsIncluded)> _patterns = [];
    private readonly bool _isOff;

    public IndexPolicy(JsonNode? policy)
    {
        _isOff = string.Equals((string?)policy?["indexingMode"], "none", StringComparison.OrdinalIgnoreCase);
        Add(policy?["includedPaths"], isIncluded: true);
        Add(policy?["excludedPaths"], isIncluded: false);
    }

    public bool Includes(IReadOnlyList<string> names)
    {
        if (_isOff)
        {
            return false;
        }

        var best = (Length: -1, IsExact: false, IsIncluded: false);
        foreach (var (pattern, isExact, isIncluded) in _patterns)
        {
            var fits = isExact ? pattern.Length == names.Count : pattern.Length <= names.Count;
            if (fits && pattern.SequenceEqual(names.Take(pattern.Length)) && (pattern.Length > best.Length || (pattern.Length == best.Length && isExact && !best.IsExact)))
            {
                best = (pattern.Length, isExact, isIncluded);
            }
        }

        // The system's own time and the id are indexed whatever the paths say.
        return names is ["_ts"] or ["id"] || best.IsIncluded;
    }

    private void Add(JsonNode? paths, bool isIncluded)
    {
        foreach (var path in (paths as JsonArray ?? []).Select(entry => (string?)entry?["path"]).OfType<string>())
        {
            var names = Names(path);
            if (names.Count > 0 && names[^1] is "?" or "*")
            {
                _patterns.Add(([.. names.Take(names.Count - 1)], names[^1] == "?", isIncluded));
            }
        }
    }

    private static List<string> Names(string path)
    {
        try
        {
            return [.. PropertyPath.Parse(path).Names];
        }
        catch (WireFault)
        {
            return [];
        }
    }
}
