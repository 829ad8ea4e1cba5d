namespace Virga.CosmosEmulator;

/// <summary>A piece of query text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text: keywords in capitals, strings without quotes and escapes.</param>
/// <param name="Position">Where it starts, from 0.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, int End, Value Number = default)
{
    public bool Is(string text) => Kind is TokenKind.Keyword or TokenKind.Symbol && Text == text;

    public override string ToString() => Kind == TokenKind.End ? "the end of the query" : $"'{Text}'";
}
