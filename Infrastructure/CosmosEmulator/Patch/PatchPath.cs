namespace Virga.CosmosEmulator;

/// <summary>A JSON pointer into a document.</summary>
/// <param name="Text">As it was sent.</param>
/// <param name="Names">Its decoded parts, at least one.</param>
internal sealed record PatchPath(string Text, string[] Names)
{
    public static PatchPath Parse(string? text)
    {
        if (text is null || text.Length < 2 || text[0] != '/' || text[^1] == '/')
        {
            throw WireFault.BadRequest($"The patch path '{text}' is not valid: it starts with '/' and names a property.");
        }

        var names = text[1..].Split('/');
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = names[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (names[i].Length == 0)
            {
                throw WireFault.BadRequest($"The patch path '{text}' has an empty part.");
            }
        }

        return new PatchPath(text, names);
    }

    /// <summary>Whether this is the other path or leads to it.</summary>
    public bool Leads(IReadOnlyList<string> other) => Names.Length <= other.Count && Names.AsSpan().SequenceEqual(other.Take(Names.Length).ToArray());
}
