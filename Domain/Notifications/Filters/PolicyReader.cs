using System.Text;
using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Reads a policy's JSON token by token, and tells where a fault is as SNS does (Jackson's way of counting columns).</summary>
internal ref struct PolicyReader
{
    private readonly string _source;
    private readonly byte[] _bytes;
    private Utf8JsonReader _json;

    public PolicyReader(string source)
    {
        _source = source;
        _bytes = Encoding.UTF8.GetBytes(source);
        _json = new Utf8JsonReader(_bytes);
    }

    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>The token's text: unescaped when it is a string, else as written.</summary>
    /// <exception cref="FilterPolicyException">It is a string with half of a surrogate pair, which is no text.</exception>
    public readonly string Text
    {
        get
        {
            try
            {
                return _json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? _json.GetString()! : Encoding.UTF8.GetString(_json.ValueSpan);
            }
            catch (InvalidOperationException)
            {
                throw Fault("A string must be Unicode text: an escaped surrogate stands alone", textWasRead: true);
            }
        }
    }

    /// <summary>The token as it is written in messages: values as their text, brackets as themselves.</summary>
    public readonly string Shown => Token switch
    {
        JsonTokenType.StartArray => "[",
        JsonTokenType.EndArray => "]",
        JsonTokenType.StartObject => "{",
        JsonTokenType.EndObject => "}",
        _ => Text,
    };

    public JsonTokenType Read()
    {
        try
        {
            return _json.Read() ? _json.TokenType : JsonTokenType.None;
        }
        catch (JsonException error)
        {
            throw new FilterPolicyException($"FilterPolicy: failed to parse JSON. {error.Message}");
        }
    }

    public readonly FilterPolicyException Fault(string text, bool textWasRead = false)
    {
        var at = _json;
        if (at.TokenType == JsonTokenType.PropertyName)
        {
            try
            {
                at.Read();
            }
            catch (JsonException)
            {
                // The fault at hand comes first; its position is then the name's.
            }
        }

        var offset = at.TokenType == JsonTokenType.String && !textWasRead ? at.TokenStartIndex + 1 : at.BytesConsumed;
        var before = Encoding.UTF8.GetString(_bytes, 0, (int)offset);
        var line = 1 + before.Count(character => character == '\n');
        var column = before.Length - before.LastIndexOf('\n');
        return new FilterPolicyException($"FilterPolicy: {text}\n at [Source: (String)\"{Excerpt()}\"; line: {line}, column: {column}]");
    }

    /// <summary>A copy that reads ahead and leaves this one where it is.</summary>
    public readonly PolicyReader Ahead() => this;

    private readonly string Excerpt() => _source.Length <= 500 ? _source : $"{_source[..500]}[truncated {_source.Length - 500} chars]";
}
