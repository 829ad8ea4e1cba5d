using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>Cuts query text into tokens.</summary>
internal sealed class Tokenizer(string text)
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "AND", "ARRAY", "AS", "ASC", "BETWEEN", "BY", "CASE", "CAST", "CONVERT", "CROSS", "DESC", "DISTINCT", "ELSE", "END", "ESCAPE", "EXISTS", "FOR", "FROM",
        "GROUP", "HAVING", "IN", "INNER", "INSERT", "INTO", "IS", "JOIN", "LEFT", "LIKE", "LIMIT", "NOT", "OFFSET", "ON", "OR", "ORDER", "OUTER", "OVER", "RIGHT",
        "SELECT", "SET", "THEN", "TOP", "UPDATE", "VALUE", "WHEN", "WHERE", "WITH");

    /// <summary>Words that are keywords in this spelling only: <c>TRUE</c> is a name.</summary>
    private static readonly FrozenSet<string> Constants = FrozenSet.Create(StringComparer.Ordinal, "true", "false", "null", "undefined", "NaN", "Infinity", "udf");

    private static readonly string[] Symbols =
        [">>>", "<=", ">=", "<>", "!=", "??", "||", "<<", ">>", "(", ")", "[", "]", "{", "}", ",", ".", ":", "?", "=", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "~"];

    private int _at;

    public List<Token> All()
    {
        var tokens = new List<Token>();
        do
        {
            tokens.Add(Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        SkipBlanks();
        if (_at == text.Length)
        {
            return new Token(TokenKind.End, "", _at, _at);
        }

        var character = text[_at];
        return char.IsAsciiLetter(character) || character == '_' || character > 127 && char.IsLetter(character) ? Word()
            : char.IsAsciiDigit(character) || (character == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])) ? Number()
            : character is '"' or '\'' ? String(character)
            : character == '@' ? Parameter()
            : Symbol();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (text.AsSpan(_at).StartsWith("--"))
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end + 1;
            }
            else
            {
                return;
            }
        }
    }

    private Token Word()
    {
        var start = _at;
        SkipWord();
        var word = text[start.._at];
        return Keywords.TryGetValue(word, out var keyword) || Constants.TryGetValue(word, out keyword)
            ? new Token(TokenKind.Keyword, keyword, start, _at)
            : new Token(TokenKind.Identifier, word, start, _at);
    }

    private Token Parameter()
    {
        var start = _at++;
        SkipWord();
        return _at > start + 1 ? new Token(TokenKind.Parameter, text[start.._at], start, _at) : throw Invalid(start);
    }

    private void SkipWord()
    {
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            _at++;
        }
    }

    private Token Number()
    {
        var start = _at;
        if (text.AsSpan(_at).StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            _at += 2;
            while (_at < text.Length && char.IsAsciiHexDigit(text[_at]))
            {
                _at++;
            }

            return ulong.TryParse(text.AsSpan(start + 2, _at - start - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && !IsWordAhead()
                ? new Token(TokenKind.Number, text[start.._at], start, _at, hex <= long.MaxValue ? Value.Of((long)hex) : Value.Of((double)hex))
                : throw NotNumber(start);
        }

        SkipDigits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            SkipDigits();
        }

        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is '+' or '-')
            {
                _at++;
            }

            SkipDigits();
        }

        var digits = text[start.._at];
        if (IsWordAhead() || !double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            throw NotNumber(start);
        }

        // Whole numbers are kept to the last of their 64 bits.
        var value = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? Value.Of(whole) : Value.Of(number);
        return new Token(TokenKind.Number, digits, start, _at, value);
    }

    private bool IsWordAhead() => _at < text.Length && (char.IsLetter(text[_at]) || text[_at] == '_');

    private WireFault NotNumber(int start)
    {
        SkipWord();
        return QuerySyntax.Error(start, _at, $"Syntax error, invalid numeric value token '{text[start.._at]}'.", "SC1011");
    }

    private void SkipDigits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
    }

    private Token String(char quote)
    {
        var start = _at++;
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            value.Append(text[_at] == '\\' ? Escaped(start, quote) : text[_at++]);
        }

        if (_at == text.Length)
        {
            throw NotString(start);
        }

        _at++;
        return new Token(TokenKind.String, value.ToString(), start, _at);
    }

    /// <summary>The character an escape stands for. A backslash before a character without a meaning of its own is dropped, as in the service.</summary>
    private char Escaped(int start, char quote)
    {
        _at++;
        var escape = _at < text.Length ? text[_at++] : '\0';
        switch (escape)
        {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= text.Length && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            case 'u' or '\0':
                _at = Math.Max(_at, text.IndexOf(quote, _at) + 1);
                throw NotString(start);
            default:
                return escape;
        }
    }

    private WireFault NotString(int start) => QuerySyntax.Error(start, _at, $"Syntax error, invalid string literal token '{text[start.._at]}'.", "SC1012");

    private WireFault Invalid(int start) => QuerySyntax.Error(start, start + 1, $"Syntax error, invalid token '{text[start]}'.", "SC1010");

    private Token Symbol()
    {
        var start = _at;
        foreach (var symbol in Symbols)
        {
            if (text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, start, _at);
            }
        }

        throw Invalid(start);
    }
}
