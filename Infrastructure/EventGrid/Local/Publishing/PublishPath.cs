namespace Virga.EventGrid;

/// <summary>The path events are published at.</summary>
internal static class PublishPath
{
    private const string Suffix = "/api/events";

    /// <summary>The topic of <c>…/{topic}/api/events</c>; null for any other path.</summary>
    public static string? Topic(string path)
    {
        if (!path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var start = path.AsSpan(0, path.Length - Suffix.Length);
        var topic = start[(start.LastIndexOf('/') + 1)..];
        return topic.Length == 0 ? null : Uri.UnescapeDataString(topic.ToString());
    }
}
