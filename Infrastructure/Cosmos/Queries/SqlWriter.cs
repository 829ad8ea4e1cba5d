using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Writes the NoSQL dialect: paths in brackets, so that no name is a reserved word, and values as parameters or, where there are none (patch predicates), as JSON literals.</summary>
internal sealed class SqlWriter(bool inlineValues)
{
    private readonly StringBuilder _text = new();

    /// <summary>The values of <c>@p0</c>, <c>@p1</c> and so on.</summary>
    public List<JsonNode?> Parameters { get; } = [];

    public SqlWriter Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>A path below an alias: <c>c</c> for the document.</summary>
    public SqlWriter Append(string alias, DocumentPath path)
    {
        _text.Append(alias);
        foreach (var segment in path.Segments)
        {
            _text.Append('[');
            if (segment.Name is { } name)
            {
                AppendName(name);
            }
            else
            {
                _text.Append(segment.Index);
            }

            _text.Append(']');
        }

        return this;
    }

    /// <summary>An attribute's name in quotes.</summary>
    public SqlWriter AppendName(string name)
    {
        _text.Append('"').Append(JsonEncodedText.Encode(name)).Append('"');
        return this;
    }

    public SqlWriter AppendValue(JsonNode? value)
    {
        if (inlineValues)
        {
            _text.Append(value?.ToJsonString() ?? "null");
        }
        else
        {
            _text.Append("@p").Append(Parameters.Count);
            Parameters.Add(value);
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
