using System.Text;

namespace Virga.Documents;

/// <summary>Cuts a filter into tokens, one ahead.</summary>
internal sealed class FilterTokens
{
    private readonly string _text;
    private int _at;

    public FilterTokens(string text)
    {
        _text = text;
        Next();
    }

    public FilterTokenKind Kind { get; private set; }

    /// <summary>The token: a name or text without its quotes, otherwise as written.</summary>
    public string Value { get; private set; } = "";

    /// <summary>Where the token starts.</summary>
    public int Position { get; private set; }

    /// <summary>The character right after the token tells a call from a name.</summary>
    public bool IsCall => Kind == FilterTokenKind.Name && _text.AsSpan(_at).TrimStart() is ['(', ..];

    public bool Is(string value) => Kind is FilterTokenKind.Symbol or FilterTokenKind.Name && string.Equals(Value, value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes on when the token is the word or symbol.</summary>
    public bool Take(string value)
    {
        var found = Is(value);
        if (found)
        {
            Next();
        }

        return found;
    }

    /// <exception cref="FilterException">It is another token.</exception>
    public void Expect(string value)
    {
        if (!Take(value))
        {
            throw Unexpected($"'{value}'");
        }
    }

    public FilterException Unexpected(string expected) =>
        new(Kind == FilterTokenKind.End ? $"The filter ends where {expected} should be." : $"'{Value}' stands where {expected} should be.", Position);

    /// <exception cref="FilterException">No token starts here.</exception>
    public void Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        Position = _at;
        if (_at == _text.Length)
        {
            (Kind, Value) = (FilterTokenKind.End, "");
            return;
        }

        var first = _text[_at];
        (Kind, Value) = first switch
        {
            '\'' => (FilterTokenKind.Text, Quoted('\'')),
            '`' => (FilterTokenKind.QuotedName, Quoted('`')),
            _ when char.IsAsciiDigit(first) || (first == '-' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])) => (FilterTokenKind.Number, While(IsOfNumber)),
            _ when char.IsLetter(first) || first == '_' => (FilterTokenKind.Name, While(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-')),
            _ => (FilterTokenKind.Symbol, Symbol()),
        };
    }

    private static bool IsOfNumber(char letter) => char.IsAsciiDigit(letter) || letter is '.' or '-' or '+' or 'e' or 'E';

    private string While(Func<char, bool> fits)
    {
        var start = _at;
        do
        {
            _at++;
        }
        while (_at < _text.Length && fits(_text[_at]));
        return _text[start.._at];
    }

    private string Symbol()
    {
        var two = _text.AsSpan(_at, Math.Min(2, _text.Length - _at));
        if (two is "==" or "!=" or "<=" or ">=")
        {
            _at += 2;
            return two.ToString();
        }

        return _text[_at] is '(' or ')' or ',' or '.' or '[' or ']' or '<' or '>' ? _text[_at++].ToString()
            : throw new FilterException($"'{_text[_at]}' means nothing in a filter. Texts stand in single quotes, odd names in backticks.", _at);
    }

    // A quote inside is written twice.
    private string Quoted(char quote)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (true)
        {
            if (_at == _text.Length)
            {
                throw new FilterException($"The {quote} that begins here has no end.", start);
            }

            var letter = _text[_at++];
            if (letter != quote)
            {
                value.Append(letter);
            }
            else if (_at < _text.Length && _text[_at] == quote)
            {
                value.Append(quote);
                _at++;
            }
            else
            {
                return value.ToString();
            }
        }
    }
}
