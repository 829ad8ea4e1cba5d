namespace Virga.CosmosEmulator;

/// <summary>One request, whichever way it came in.</summary>
internal abstract class WireRequest
{
    private string[]? _segments;

    public abstract string Method { get; }

    /// <summary>The path as sent, percent-encoding included.</summary>
    public abstract string Path { get; }

    /// <summary>Scheme and authority the request came in on, with a closing slash: what the account document advertises.</summary>
    public abstract string BaseAddress { get; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public abstract string? Header(string name);

    /// <summary>The decoded segments of <see cref="Path"/>.</summary>
    public string[] Segments => _segments ??= Split(Path);

    public bool Flag(string name) => string.Equals(Header(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the caller asked for answers to writes without the document.</summary>
    public bool PrefersMinimal => Header(WireHeaders.Prefer)?.Contains("return=minimal", StringComparison.OrdinalIgnoreCase) == true;

    private static string[] Split(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = Uri.UnescapeDataString(segments[i]);
        }

        return segments;
    }
}
