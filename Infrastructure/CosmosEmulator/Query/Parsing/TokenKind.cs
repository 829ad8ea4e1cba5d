namespace Virga.CosmosEmulator;

/// <summary>What a piece of query text is.</summary>
internal enum TokenKind
{
    End,
    Identifier,
    Keyword,
    Parameter,
    Number,
    String,
    Symbol,
}
