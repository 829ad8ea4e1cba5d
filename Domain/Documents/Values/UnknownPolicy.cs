using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What happens to attributes nobody declared: those whose path matches a pattern are kept, the others treated as said.</summary>
/// <remarks>
/// Dynamoose's patterns: names joined by dots, <c>*</c> is any one name or position, <c>**</c> everything below.
/// What stands around a match is kept too, without what does not match: with <c>address.*</c> an object in <c>address</c> is kept empty.
/// </remarks>
internal sealed record UnknownPolicy(UnknownAttributes Otherwise, ImmutableArray<ImmutableArray<string>> Kept)
{
    public static readonly UnknownPolicy Drop = new(UnknownAttributes.Drop, []);

    /// <param name="otherwise">What happens to what no pattern keeps.</param>
    /// <param name="patterns">Patterns below <paramref name="prefix"/>.</param>
    /// <param name="prefix">Where the object with this policy stands, as a pattern.</param>
    public static UnknownPolicy Of(UnknownAttributes otherwise, IEnumerable<string> patterns, ImmutableArray<string> prefix) =>
        new(otherwise, [.. patterns.Select(pattern => prefix.AddRange(pattern.Split('.')))]);

    /// <summary>Whether a path matches a pattern, or leads to what does.</summary>
    public static bool Matches(ImmutableArray<string> pattern, IReadOnlyList<PathSegment> path, string? last = null)
    {
        var length = path.Count + (last is null ? 0 : 1);
        for (var index = 0; index < length; index++)
        {
            if (index >= pattern.Length)
            {
                return false;
            }

            if (pattern[index] == "**")
            {
                return true;
            }

            var step = index == path.Count ? last! : path[index].Name ?? path[index].Index.ToString(CultureInfo.InvariantCulture);
            if (pattern[index] != "*" && pattern[index] != step)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an attribute nobody declared is kept; what is inside it that no pattern keeps is then gone.</summary>
    public bool Keep(string name, JsonNode? value, FaultScope scope)
    {
        if (Otherwise == UnknownAttributes.Keep)
        {
            return true;
        }

        if (!IsKept(scope, name))
        {
            return false;
        }

        scope.Push(name);
        Prune(value, scope);
        scope.Pop();
        return true;
    }

    private bool IsKept(FaultScope scope, string name)
    {
        foreach (var pattern in Kept)
        {
            if (Matches(pattern, scope.Path, name))
            {
                return true;
            }
        }

        return false;
    }

    private void Prune(JsonNode? value, FaultScope scope)
    {
        switch (value)
        {
            case JsonObject map:
                for (var index = map.Count - 1; index >= 0; index--)
                {
                    var (name, inner) = map.GetAt(index);
                    if (!Keep(name, inner, scope))
                    {
                        map.RemoveAt(index);
                    }
                }

                break;

            case JsonArray list:
                for (var index = list.Count - 1; index >= 0; index--)
                {
                    if (!Keep(index.ToString(CultureInfo.InvariantCulture), list[index], scope))
                    {
                        list.RemoveAt(index);
                    }
                }

                break;
        }
    }
}
