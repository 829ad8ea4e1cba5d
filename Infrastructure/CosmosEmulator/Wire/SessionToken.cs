using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>Session tokens: <c>range:version#lsn</c>, several with commas between. Sequence numbers are one count for all ranges here, so the highest says all.</summary>
internal static class SessionToken
{
    /// <summary>The sequence number a token asks for; 0 when there is none.</summary>
    /// <exception cref="WireFault">400: it is not a session token.</exception>
    public static long Lsn(string? token)
    {
        long highest = 0;
        var rest = token.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(',');
            var part = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            part = part[(part.IndexOf(':') + 1)..];
            // version#lsn with more of it per region after that; old clients send the lsn alone.
            part = part[(part.IndexOf('#') + 1)..];
            part = part.IndexOf('#') is var more and >= 0 ? part[..more] : part;
            highest = long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var lsn)
                ? Math.Max(highest, lsn)
                : throw WireFault.BadRequest($"The session token provided '{token}' is invalid.");
        }

        return highest;
    }

    /// <summary>Refuses a read that must see more than there is, and consistency beyond the account's.</summary>
    public static void Check(WireRequest request, long committed)
    {
        var level = request.Header(WireHeaders.ConsistencyLevel);
        if (level is "Strong" or "BoundedStaleness")
        {
            throw WireFault.BadRequest(
                $"ConsistencyLevel {level} specified in the request is invalid when service is configured with consistency level Session. Ensure the request consistency level is not stronger than the service consistency level.");
        }

        if (level is null or "Session" && Lsn(request.Header(WireHeaders.SessionToken)) > committed)
        {
            throw new WireFault(404, "The read session is not available for the input session token.", 1002);
        }
    }

    /// <summary>The token for an answer of a container that was split: of the range asked or, where that is not known, of the first. Clients take one range for an answer.</summary>
    public static string For(WireRequest request, ContainerInfo container, long lsn) =>
        string.Create(CultureInfo.InvariantCulture, $"{Asked(request, container).Id}:-1#{lsn}");

    private static PartitionRange Asked(WireRequest request, ContainerInfo container)
    {
        var (ranges, definition) = (container.State.Ranges, container.Definition.PartitionKey);
        try
        {
            return request.Header(WireHeaders.PartitionKeyRangeId) is { Length: > 0 } id ? ranges.Named(id)
                : request.Header(WireHeaders.PartitionKey) is { } header && PartitionKeyValue.Parse(header) is var key && key.Parts.Count == definition.Paths.Count
                    ? ranges.Of(EffectivePartitionKey.Of(definition, key))
                : ranges.Live[0];
        }
        catch (WireFault)
        {
            // The request is refused for the very same.
            return ranges.Live[0];
        }
    }
}
