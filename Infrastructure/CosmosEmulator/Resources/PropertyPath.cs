using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>A path such as <c>/address/city</c> or <c>/"odd name"/x</c>, as partition keys and unique keys name it.</summary>
internal sealed class PropertyPath
{
    private readonly string[] _names;

    private PropertyPath(string text, string[] names)
    {
        Text = text;
        _names = names;
    }

    public string Text { get; }

    public IReadOnlyList<string> Names => _names;

    public static PropertyPath Parse(string text)
    {
        var names = new List<string>();
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] != '/')
            {
                throw WireFault.BadRequest($"The path '{text}' is not valid: '/' was expected at position {i}.");
            }

            var start = ++i;
            if (i < text.Length && text[i] == '"')
            {
                var end = text.IndexOf('"', i + 1);
                names.Add(end > 0 ? text[(i + 1)..end] : throw WireFault.BadRequest($"The path '{text}' has an unclosed quote."));
                i = end + 1;
                continue;
            }

            while (i < text.Length && text[i] != '/')
            {
                i++;
            }

            names.Add(text[start..i]);
        }

        return names.Count > 0 && names.All(name => name.Length > 0)
            ? new PropertyPath(text, [.. names])
            : throw WireFault.BadRequest($"The path '{text}' is not valid.");
    }

    /// <summary>The value at the path; false when it is absent.</summary>
    public bool TryGet(JsonElement document, out JsonElement value)
    {
        value = document;
        foreach (var name in _names)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                value = default;
                return false;
            }
        }

        return true;
    }

    public override string ToString() => Text;
}
