using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Where a change feed read starts, from the headers that say so.</summary>
/// <param name="After">The sequence number to go on after.</param>
/// <param name="Since">The second to start at, Unix time; null when the sequence number says all.</param>
internal sealed record ChangeFeedStart(long After, long? Since)
{
    /// <summary>Reads the start: a token or <c>*</c> (now) in If-None-Match, a time in If-Modified-Since, nothing for the beginning.</summary>
    public static ChangeFeedStart Of(WireRequest request, long committed)
    {
        if (request.Header(WireHeaders.IfNoneMatch) is { Length: > 0 } token)
        {
            return token == "*" ? new ChangeFeedStart(committed, null)
                : DocumentStamp.TryParseLsn(token, out var lsn) ? new ChangeFeedStart(lsn, null)
                : throw WireFault.BadRequest($"The change feed token '{token}' is not one of this endpoint.");
        }

        if (request.Header(WireHeaders.IfModifiedSince) is { Length: > 0 } text)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                ? new ChangeFeedStart(0, time.ToUnixTimeSeconds())
                : throw WireFault.BadRequest($"The change feed start '{text}' is not a time.");
        }

        return new ChangeFeedStart(0, null);
    }

    /// <summary>Refuses what all versions and deletes cannot start from: as in the service, the beginning and a time.</summary>
    public static void RequireLogged(WireRequest request)
    {
        if (string.IsNullOrEmpty(request.Header(WireHeaders.IfNoneMatch)))
        {
            throw WireFault.BadRequest("The change feed of all versions and deletes starts from now or from a token, not from the beginning or a time.");
        }
    }
}
