using System.Collections.Immutable;
using System.Text;

namespace Virga.Notifications;

/// <summary>A pattern with stars, split at them: the parts must appear in order, the first at the start and the last at the end. Linear, no regular expression.</summary>
internal sealed class WildcardPattern
{
    private readonly ImmutableArray<string> _parts;

    private WildcardPattern(string source, ImmutableArray<string> parts)
    {
        Source = source;
        _parts = parts;
    }

    public string Source { get; }

    /// <summary>What a matching text begins with; empty for anything.</summary>
    public string Head => _parts[0];

    /// <summary>What a matching text ends with; empty for anything.</summary>
    public string Tail => _parts[^1];

    /// <summary>The texts between the stars, in order.</summary>
    public ImmutableArray<string> Parts => _parts;

    public int Stars => _parts.Length - 1;

    /// <summary>Compiles a pattern; <paramref name="fault"/> says what is wrong when the answer is null.</summary>
    public static WildcardPattern? Compile(string source, out string? fault)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        fault = null;
        for (var index = 0; index < source.Length; index++)
        {
            switch (source[index])
            {
                case '*' when index > 0 && source[index - 1] == '*' && part.Length == 0:
                    fault = $"Consecutive wildcard characters at pos {index - 1}";
                    return null;
                case '*':
                    parts.Add(part.ToString());
                    part.Clear();
                    break;
                case '\\' when index + 1 < source.Length && source[index + 1] is '*' or '\\':
                    part.Append(source[++index]);
                    break;
                case '\\':
                    fault = $"Invalid escape character at pos {index}";
                    return null;
                default:
                    part.Append(source[index]);
                    break;
            }
        }

        parts.Add(part.ToString());
        return new WildcardPattern(source, parts.ToImmutable());
    }

    public bool Matches(ReadOnlySpan<char> text)
    {
        if (_parts.Length == 1)
        {
            return text.SequenceEqual(_parts[0]);
        }

        var first = _parts[0];
        var last = _parts[^1];
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // The leftmost place for each part leaves the most room for the next ones.
        var rest = text[first.Length..^last.Length];
        for (var index = 1; index < _parts.Length - 1; index++)
        {
            var found = rest.IndexOf(_parts[index], StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + _parts[index].Length)..];
        }

        return true;
    }
}
