using System.Collections.Concurrent;
using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>A LIKE pattern, cut into parts once and matched without backtracking further than to the last <c>%</c>.</summary>
internal sealed class LikePattern
{
    private const int CacheSize = 200;
    private static readonly ConcurrentDictionary<(string, char?), LikePattern> Cache = new();
    private readonly List<Part> _parts = [];

    private LikePattern(string pattern, char? escape)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == escape && i + 1 < pattern.Length)
            {
                _parts.Add(new Part(PartKind.Character, pattern[++i], ""));
            }
            else if (character == '[' && pattern.IndexOf(']', i + 1) is var end && end > i + 1)
            {
                var set = pattern[(i + 1)..end];
                var isNegated = set.Length > 1 && set[0] == '^';
                _parts.Add(new Part(isNegated ? PartKind.NoneOf : PartKind.OneOf, default, isNegated ? set[1..] : set));
                i = end;
            }
            else
            {
                _parts.Add(new Part(character == '%' ? PartKind.Any : character == '_' ? PartKind.One : PartKind.Character, character, ""));
            }
        }
    }

    private enum PartKind
    {
        Character,
        One,
        Any,
        OneOf,
        NoneOf,
    }

    /// <summary>What every match begins with.</summary>
    public string Prefix
    {
        get
        {
            var prefix = new StringBuilder();
            foreach (var part in _parts.TakeWhile(part => part.Kind == PartKind.Character))
            {
                prefix.Append(part.Character);
            }

            return prefix.ToString();
        }
    }

    public static LikePattern Of(string pattern, char? escape)
    {
        if (Cache.TryGetValue((pattern, escape), out var like))
        {
            return like;
        }

        if (Cache.Count >= CacheSize)
        {
            Cache.Clear();
        }

        return Cache[(pattern, escape)] = new LikePattern(pattern, escape);
    }

    public bool IsMatch(string text)
    {
        var (at, part, lastAny, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (part < _parts.Count && _parts[part].Kind == PartKind.Any)
            {
                (lastAny, resume) = (part++, at);
            }
            else if (part < _parts.Count && _parts[part].Takes(text[at]))
            {
                (at, part) = (at + 1, part + 1);
            }
            else if (lastAny >= 0)
            {
                // The last % takes one more.
                (at, part) = (++resume, lastAny + 1);
            }
            else
            {
                return false;
            }
        }

        return _parts.Skip(part).All(rest => rest.Kind == PartKind.Any);
    }

    private readonly record struct Part(PartKind Kind, char Character, string Set)
    {
        public bool Takes(char character) => Kind switch
        {
            PartKind.Character => character == Character,
            PartKind.OneOf => IsInSet(character),
            PartKind.NoneOf => !IsInSet(character),
            _ => true,
        };

        private bool IsInSet(char character)
        {
            for (var i = 0; i < Set.Length; i++)
            {
                if (i + 2 < Set.Length && Set[i + 1] == '-')
                {
                    if (character >= Set[i] && character <= Set[i + 2])
                    {
                        return true;
                    }

                    i += 2;
                }
                else if (character == Set[i])
                {
                    return true;
                }
            }

            return false;
        }
    }
}
