using System.Buffers;
using System.Globalization;
using System.Text;

namespace Virga.Documents;

/// <summary>How a model's key becomes the stored id: <c>model|key</c>, so that several models share a partition.</summary>
/// <remarks>Cosmos DB forbids <c>/ \ ? #</c> in ids; they and <c>%</c> and <c>|</c> in the key are percent-encoded, so that the mapping is one to one.</remarks>
public static class StoredId
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. "/\\?#%|\u007f", .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

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
        return separator > 0 ? Uri.UnescapeDataString(id[(separator + 1)..]) : throw new FormatException($"'{id}' is not the id of a modelled document.");
    }

    /// <summary>How many bytes the stored id of a model's key has.</summary>
    internal static int BytesOf(string model, string key) => Encoding.UTF8.GetByteCount(model) + 1 + Encoding.UTF8.GetByteCount(Escape(key));

    private static string Escape(string key)
    {
        if (!key.AsSpan().ContainsAny(Escaped))
        {
            return key;
        }

        var escaped = new StringBuilder(key.Length + 8);
        foreach (var character in key)
        {
            if (Escaped.Contains(character))
            {
                escaped.Append('%').Append(((int)character).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }
}
