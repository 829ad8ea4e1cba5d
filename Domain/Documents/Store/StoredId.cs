using System.Buffers;
using System.Globalization;
using System.Text;

namespace Virga.Documents;

/// <summary>How a model's key becomes the stored id: <c>model|key</c>, so that several models share a partition.</summary>
/// <remarks>
/// Cosmos DB forbids <c>/ \ ? #</c> in ids; they, control characters, <c>%</c>, <c>|</c> and <c>~</c> in the key become <c>~</c> and two hexadecimal digits, so that the mapping is one to one; so does a space at the end, which Cosmos DB refuses.
/// Not a percent sign: the SDK puts ids into URLs without escaping one that two digits follow, so that such a document is never found again.
/// </remarks>
public static class StoredId
{
    private const char Marker = '~';

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. "/\\?#%|~\u007f", .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

    /// <summary>The stored id of a model's key.</summary>
    /// <exception cref="ArgumentException">The key is empty, or the id would pass <see cref="StoreLimits.IdBytes"/>.</exception>
    public static string Of(string model, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var id = $"{model}|{Escape(key)}";
        return Encoding.UTF8.GetByteCount(id) <= StoreLimits.IdBytes
            ? id
            : throw new ArgumentException($"The key of '{model}' is too long: its stored id would pass {StoreLimits.IdBytes} bytes.", nameof(key));
    }

    /// <summary>The model's key in a stored id.</summary>
    /// <exception cref="FormatException">The id has no model.</exception>
    public static string KeyOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var separator = id.IndexOf('|', StringComparison.Ordinal);
        return separator > 0 ? Unescape(id.AsSpan(separator + 1)) : throw new FormatException($"'{id}' is not the id of a modelled document.");
    }

    /// <summary>The model's name in a stored id; empty when it has none.</summary>
    internal static string ModelOf(string id) => id.IndexOf('|', StringComparison.Ordinal) is > 0 and var end ? id[..end] : "";

    /// <summary>How many bytes the stored id of a model's key has.</summary>
    internal static int BytesOf(string model, string key) => Encoding.UTF8.GetByteCount(model) + 1 + Encoding.UTF8.GetByteCount(Escape(key));

    private static string Escape(string key)
    {
        if (!key.AsSpan().ContainsAny(Escaped) && key[^1] != ' ')
        {
            return key;
        }

        var escaped = new StringBuilder(key.Length + 8);
        for (var index = 0; index < key.Length; index++)
        {
            var character = key[index];
            if (Escaped.Contains(character) || (character == ' ' && index == key.Length - 1))
            {
                escaped.Append(Marker).Append(((int)character).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }

    private static string Unescape(ReadOnlySpan<char> key)
    {
        if (!key.Contains(Marker))
        {
            return key.ToString();
        }

        var unescaped = new StringBuilder(key.Length);
        for (var index = 0; index < key.Length; index++)
        {
            if (key[index] != Marker)
            {
                unescaped.Append(key[index]);
            }
            else if (key.Length >= index + 3 && byte.TryParse(key.Slice(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                unescaped.Append((char)code);
                index += 2;
            }
            else
            {
                throw new FormatException($"'{key}' is not the key of a modelled document: two hexadecimal digits must follow '{Marker}'.");
            }
        }

        return unescaped.ToString();
    }
}
