using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Virga.CosmosEmulator;

/// <summary>A LIKE pattern as a regular expression that runs in linear time.</summary>
internal static class LikePattern
{
    private const int CacheSize = 200;
    private static readonly ConcurrentDictionary<(string, char?), Regex> Cache = new();

    public static Regex Of(string pattern, char? escape)
    {
        if (Cache.TryGetValue((pattern, escape), out var regex))
        {
            return regex;
        }

        if (Cache.Count >= CacheSize)
        {
            Cache.Clear();
        }

        return Cache[(pattern, escape)] = new Regex(
            Translate(pattern, escape), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    private static string Translate(string pattern, char? escape)
    {
        var regex = new StringBuilder("\\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == escape && i + 1 < pattern.Length)
            {
                regex.Append(Regex.Escape(pattern[++i].ToString()));
            }
            else if (character == '%')
            {
                regex.Append(".*");
            }
            else if (character == '_')
            {
                regex.Append('.');
            }
            else if (character == '[' && pattern.IndexOf(']', i + 1) is > 0 and var end && end > i + 1)
            {
                var set = pattern[(i + 1)..end];
                var negated = set[0] == '^';
                regex.Append('[').Append(negated ? "^" : "").Append((negated ? set[1..] : set).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                i = end;
            }
            else
            {
                regex.Append(Regex.Escape(character.ToString()));
            }
        }

        return regex.Append("\\z").ToString();
    }
}
