namespace Virga.CosmosEmulator;

/// <summary>Goes along the tokens of a query.</summary>
internal sealed class TokenReader(List<Token> tokens)
{
    private const int MaximumDepth = 100;
    private int _depth;

    public int At { get; set; }

    public Token Current => tokens[At];

    public Token Ahead(int count) => tokens[Math.Min(At + count, tokens.Count - 1)];

    public Token TokenAt(int index) => tokens[index];

    public Token Take() => tokens[At++];

    public bool Accept(string text)
    {
        if (!Current.Is(text))
        {
            return false;
        }

        At++;
        return true;
    }

    public Token Expect(string text) => Current.Is(text) ? Take() : throw Unexpected();

    /// <summary>A name. The service takes none of its keywords for one.</summary>
    public Token Identifier() => Current.Kind switch
    {
        TokenKind.Identifier => Take(),
        TokenKind.Keyword => throw Unexpected($"It is a reserved word; write [\"{Current.Text}\"] for a property of that name."),
        _ => throw Unexpected(),
    };

    public WireFault Unexpected(string hint = "") => QuerySyntax.Near(Current, hint);

    /// <summary>Counts how deep expressions are nested, so that no query can exhaust the stack.</summary>
    public void Enter()
    {
        if (++_depth > MaximumDepth)
        {
            throw QuerySyntax.Error(Current, $"Expressions are nested more than {MaximumDepth} deep.", "SC1001");
        }
    }

    public void Leave() => _depth--;
}
