using System.Globalization;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Throughput as asked for at creation: kept and given back, never enforced.</summary>
internal static class Offers
{
    /// <summary>The content of the offer that the request's headers ask for; null when they ask for none.</summary>
    public static string? Requested(WireRequest request)
    {
        if (request.Header(WireHeaders.OfferThroughput) is { } text)
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var throughput) && throughput >= 400
                ? new JsonObject { ["offerThroughput"] = throughput }.ToJsonString()
                : throw WireFault.BadRequest($"The offer should have valid throughput values between 400 and 1000000 inclusive in increments of 100, not '{text}'.");
        }

        if (request.Header(WireHeaders.OfferAutopilot) is { } autopilot)
        {
            var maximum = JsonNode.Parse(autopilot)?["maxThroughput"]?.GetValue<int>() ?? 0;
            return maximum >= 1000
                ? new JsonObject { ["offerThroughput"] = maximum / 10, ["offerAutopilotSettings"] = new JsonObject { ["maxThroughput"] = maximum } }.ToJsonString()
                : throw WireFault.BadRequest("The maximum throughput of an autoscale offer is at least 1000.");
        }

        return null;
    }
}
