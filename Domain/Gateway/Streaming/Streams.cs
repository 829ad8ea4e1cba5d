using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Answers that are sent while they are made: each item goes out as it comes, nothing is buffered, and the client's leaving cancels the source.</summary>
/// <remarks>A source that fails before its first item is answered with problem details. The function's time-out ends with the first item; a stream lasts <see cref="GatewayOptions.StreamTimeout"/> at most.</remarks>
public static class Streams
{
    /// <summary>One JSON value a line (<c>application/x-ndjson</c>). A source that fails midway cuts the connection, so that nobody takes the part for the whole.</summary>
    public static IResult Ndjson<T>(IAsyncEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new NdjsonResult<T>(items);
    }

    /// <summary>Server-sent events (<c>text/event-stream</c>), each item's JSON as <c>data</c>. Silence is bridged by comments every 15 seconds; a source that fails midway sends an event <c>error</c> with problem details and ends.</summary>
    /// <param name="items">The items.</param>
    /// <param name="eventType">The events' type; null for the default, <c>message</c>.</param>
    /// <param name="id">What names an item, so that a client that reconnects says where it was (<c>Last-Event-ID</c>); null for none.</param>
    public static IResult ServerSentEvents<T>(IAsyncEnumerable<T> items, string? eventType = null, Func<T, string>? id = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return eventType is null || !eventType.AsSpan().ContainsAny('\r', '\n')
            ? new ServerSentEventsResult<T>(items, eventType, id)
            : throw new ArgumentException("The type of an event is one line.", nameof(eventType));
    }
}
