namespace Virga.CosmosEmulator;

/// <summary>The clauses of a query as they were written, for queries that are put together anew. Only for text that was parsed.</summary>
internal sealed class QueryText
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private readonly int _selection;

    public QueryText(string text)
    {
        _text = text;
        _tokens = new Tokenizer(text).All();
        var at = 1;
        at += _tokens[at].Is("DISTINCT") ? 1 : 0;
        at += _tokens[at].Is("TOP") ? 2 : 0;
        IsValue = _tokens[at].Is("VALUE");
        _selection = IsValue ? at + 1 : at;
        Selection = Slice(_selection, EndOf(_selection));
    }

    public bool IsValue { get; }

    /// <summary>What stands after SELECT and its keywords.</summary>
    public string Selection { get; }

    public string From => Clause("FROM") is var at and > 0 ? Slice(at, EndOf(at + 1)) : "";

    /// <summary>The expression after WHERE; null when there is none.</summary>
    public string? Filter => Clause("WHERE") is var at and > 0 ? Slice(at + 1, EndOf(at + 1)) : null;

    public string Where => Filter is { } filter ? $"\nWHERE {filter}" : "";

    /// <summary>What stands after ORDER BY.</summary>
    public string Order => Clause("ORDER") is var at and > 0 ? Slice(at + 2, EndOf(at + 2)) : "";

    public IReadOnlyList<string> GroupBy() => Clause("GROUP") is var at and > 0 ? [.. Parts(at + 2).Select(part => Slice(part.Start, part.End))] : [];

    /// <summary>The expressions of ORDER BY without their directions.</summary>
    public IReadOnlyList<string> OrderBy() => Clause("ORDER") is var at and > 0
        ? [.. Parts(at + 2).Select(part => Slice(part.Start, _tokens[part.End - 1].Is("ASC") || _tokens[part.End - 1].Is("DESC") ? part.End - 1 : part.End))]
        : [];

    /// <summary>The items of SELECT, with the names they have in the result.</summary>
    public IEnumerable<(string Alias, string Expression)> Items()
    {
        var unnamed = 0;
        foreach (var (start, end) in Parts(_selection))
        {
            var last = _tokens[end - 1];
            if (end - start > 2 && _tokens[end - 2].Is("AS"))
            {
                yield return (last.Text, Slice(start, end - 2));
            }
            else if (last.Kind == TokenKind.Identifier && end - start > 1 && !_tokens[end - 2].Is("."))
            {
                yield return (last.Text, Slice(start, end - 1));
            }
            else
            {
                // A path is named after its last part; what else has no alias is counted.
                var isPath = last.Kind == TokenKind.Identifier;
                var isBracketed = end - start > 3 && last.Is("]") && _tokens[end - 2].Kind == TokenKind.String && _tokens[end - 3].Is("[");
                yield return (isPath ? last.Text : isBracketed ? _tokens[end - 2].Text : $"${++unnamed}", Slice(start, end));
            }
        }
    }

    /// <summary>The text of the subquery that starts at a position.</summary>
    public string Subquery(int position)
    {
        var start = _tokens.FindIndex(token => token.Position == position);
        var end = start;
        for (var depth = 0; depth >= 0; end++)
        {
            depth += _tokens[end].Nesting;
        }

        return Slice(start, end - 1);
    }

    private string Slice(int start, int end) => end > start ? _text[_tokens[start].Position.._tokens[end - 1].End] : "";

    private int Clause(string keyword)
    {
        for (int i = 1, depth = 0; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Nesting;
            if (depth == 0 && _tokens[i].Is(keyword))
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>Where the clause that goes on at a token ends.</summary>
    private int EndOf(int start)
    {
        var depth = 0;
        for (var i = start; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Nesting;
            if (depth == 0 && (_tokens[i].Kind == TokenKind.End || _tokens[i].StartsClause))
            {
                return i;
            }
        }

        return _tokens.Count - 1;
    }

    private IEnumerable<(int Start, int End)> Parts(int start)
    {
        var (end, depth) = (EndOf(start), 0);
        for (var i = start; i < end; i++)
        {
            depth += _tokens[i].Nesting;
            if (depth == 0 && _tokens[i].Is(","))
            {
                yield return (start, i);
                start = i + 1;
            }
        }

        yield return (start, end);
    }
}
