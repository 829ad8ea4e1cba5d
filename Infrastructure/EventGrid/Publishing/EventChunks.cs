namespace Virga.EventGrid;

/// <summary>Cuts encoded events into requests.</summary>
internal static class EventChunks
{
    /// <summary>Bytes of a request's body; room is left under the service's megabyte.</summary>
    public const int MaximumBytes = 1_000_000;

    /// <summary>Events of a request.</summary>
    public const int MaximumEvents = 1_000;

    /// <summary>Ranges in order, each within the limits; an event that is too large by itself gets a range of its own.</summary>
    public static IEnumerable<Range> Cut(IReadOnlyList<ReadOnlyMemory<byte>> events, int maximumBytes = MaximumBytes, int maximumEvents = MaximumEvents)
    {
        var start = 0;
        var bytes = 1;
        for (var index = 0; index < events.Count; index++)
        {
            var added = events[index].Length + 1;
            if (index > start && (bytes + added > maximumBytes || index - start == maximumEvents))
            {
                yield return start..index;
                (start, bytes) = (index, 1);
            }

            bytes += added;
        }

        if (start < events.Count)
        {
            yield return start..events.Count;
        }
    }
}
