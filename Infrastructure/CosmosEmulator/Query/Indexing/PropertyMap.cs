using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Where the properties of one document are, found in one pass, so that several path indexes read a written document once.</summary>
/// <remarks>SQLite asks for each index by itself. The document is known again by its bytes: comparing them costs a fraction of reading them.</remarks>
internal sealed class PropertyMap
{
    /// <summary>The longest document worth a copy.</summary>
    public const int LongestDocument = 64 * 1024;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };
    private readonly List<Property> _properties = new(32);
    private byte[] _document = [];
    private int _length = -1;

    /// <summary>Reads the document, unless it is the one read last.</summary>
    public void Read(ReadOnlySpan<byte> document)
    {
        if (_length == document.Length && document.SequenceEqual(_document.AsSpan(0, _length)))
        {
            return;
        }

        if (_document.Length < document.Length)
        {
            _document = new byte[Math.Max(document.Length, 2048)];
        }

        document.CopyTo(_document);
        _properties.Clear();
        _length = -1;
        Read(new Utf8JsonReader(_document.AsSpan(0, document.Length), Options));
        _length = document.Length;
    }

    /// <summary>The value of a property of the document; of a name that is there twice the last.</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        for (var i = _properties.Count - 1; i >= 0; i--)
        {
            var property = _properties[i];
            if (name.SequenceEqual(property.Unescaped ?? _document.AsSpan(property.Name)))
            {
                value = _document.AsSpan(property.Value);
                return true;
            }
        }

        value = default;
        return false;
    }

    private void Read(Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // The token begins with the quotation mark.
            var name = (int)reader.TokenStartIndex + 1;
            var length = reader.ValueSpan.Length;
            byte[]? unescaped = null;
            if (reader.ValueIsEscaped)
            {
                unescaped = new byte[length];
                unescaped = unescaped[..reader.CopyString(unescaped)];
            }

            reader.Read();
            var value = (int)reader.TokenStartIndex;
            reader.Skip();
            _properties.Add(new Property(name..(name + length), value..(int)reader.BytesConsumed, unescaped));
        }
    }

    private readonly record struct Property(Range Name, Range Value, byte[]? Unescaped);
}
