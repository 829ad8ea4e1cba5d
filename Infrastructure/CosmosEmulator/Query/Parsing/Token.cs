namespace Virga.CosmosEmulator;

/// <summary>A piece of query text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text: keywords in capitals, strings without quotes and escapes.</param>
/// <param name="Position">Where it starts, from 0.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, int End, Value Number = default)
{
    /// <summary>How much deeper into brackets it leads: 1, -1 or 0.</summary>
    public int Nesting => Is("(") || Is("[") || Is("{") ? 1 : Is(")") || Is("]") || Is("}") ? -1 : 0;

    /// <summary>Whether it is the keyword of a clause after SELECT.</summary>
    public bool StartsClause => Is("FROM") || Is("WHERE") || Is("GROUP") || Is("ORDER") || Is("OFFSET");

    public bool Is(string text) => Kind is TokenKind.Keyword or TokenKind.Symbol && Text == text;

    public override string ToString() => Kind == TokenKind.End ? "the end of the query" : $"'{Text}'";
}
