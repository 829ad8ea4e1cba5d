using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Reads the key of one path out of a document's bytes, without parsing the document into a tree.</summary>
internal sealed class PathKeyReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };
    private readonly byte[][] _names;

    public PathKeyReader(IReadOnlyList<string> names)
    {
        Names = names;
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        Text = string.Concat(names.Select(name => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
        Utf8Text = Encoding.UTF8.GetBytes(Text);
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The path as one text: names after slashes, with <c>~</c> and <c>/</c> in names escaped.</summary>
    public string Text { get; }

    public byte[] Utf8Text { get; }

    public static PathKeyReader Parse(string text) =>
        new([.. text.Split('/')[1..].Select(name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);

    /// <summary>Writes the key of the value at the path; of a name that is there twice the last counts, as everywhere.</summary>
    public void Write(ArrayBufferWriter<byte> key, ReadOnlySpan<byte> document) => Write(key, document, _names);

    /// <summary>Writes the key of the value at the path of the document that was read into a map.</summary>
    public void Write(ArrayBufferWriter<byte> key, PropertyMap document)
    {
        if (document.TryFind(_names[0], out var value))
        {
            Write(key, value, _names.AsSpan(1));
        }
        else
        {
            IndexKey.WriteType(key, 0);
        }
    }

    private static void Write(ArrayBufferWriter<byte> key, ReadOnlySpan<byte> value, ReadOnlySpan<byte[]> names)
    {
        foreach (var name in names)
        {
            if (!TryFind(ref value, name))
            {
                IndexKey.WriteType(key, 0);
                return;
            }
        }

        WriteValue(key, value);
    }

    private static bool TryFind(ref ReadOnlySpan<byte> value, byte[] name)
    {
        var reader = new Utf8JsonReader(value, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var (start, end) = (-1, -1);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            var first = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isWanted)
            {
                (start, end) = (first, (int)reader.BytesConsumed);
            }
        }

        if (start < 0)
        {
            return false;
        }

        value = value[start..end];
        return true;
    }

    private static void WriteValue(ArrayBufferWriter<byte> key, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                IndexKey.WriteType(key, 1);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                IndexKey.WriteBoolean(key, reader.GetBoolean());
                break;
            case JsonTokenType.String when !reader.ValueIsEscaped:
                IndexKey.WriteString(key, reader.ValueSpan);
                break;
            case JsonTokenType.String:
                var text = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
                IndexKey.WriteString(key, text.AsSpan(0, reader.CopyString(text)));
                ArrayPool<byte>.Shared.Return(text);
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out var whole):
                IndexKey.WriteNumber(key, Value.Of(whole));
                break;
            default:
                using (var tree = JsonDocument.Parse(json.ToArray(), DocumentBody.Options))
                {
                    IndexKey.Write(key, Value.Of(tree.RootElement));
                }

                break;
        }
    }
}
