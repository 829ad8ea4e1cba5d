namespace Virga.CosmosEmulator;

/// <summary>Parses query text into a tree that is ready to be evaluated.</summary>
internal sealed class QueryParser
{
    private readonly TokenReader _reader;
    private readonly ParserState _state = new();
    private readonly SelectParser _select;

    public QueryParser(string text)
    {
        _reader = new TokenReader(new Tokenizer(text).All());
        _select = new SelectParser(_reader, _state);
    }

    public ParsedQuery Parse()
    {
        var select = _select.Parse(null);
        return _reader.Current.Kind == TokenKind.End
            ? new ParsedQuery(select, _state.Slots, _state.Parameters)
            : throw _reader.Unexpected();
    }
}
