using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>The content of offers: throughput by hand, or the most that autoscale may take.</summary>
internal static class Offers
{
    /// <summary>What a container has when nobody says.</summary>
    public static string Least { get; } = Manual(400);

    /// <summary>The content of the offer that the request's headers ask for; null when they ask for none.</summary>
    public static string? Requested(WireRequest request) =>
        request.Header(WireHeaders.OfferThroughput) is { } text
            ? Manual(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var throughput) ? throughput : 0)
        : request.Header(WireHeaders.OfferAutopilot) is { } autopilot ? Autoscale(WireJson.Object(Encoding.UTF8.GetBytes(autopilot)))
        : null;

    /// <summary>The content of an offer that replaces another. The kind of throughput stays: changing it is an operation of its own in the service.</summary>
    public static string Replaced(ReadOnlySpan<byte> body, string current)
    {
        var content = WireJson.Object(body)["content"] as JsonObject ?? throw WireFault.BadRequest("The offer has no content.");
        var autopilot = content["offerAutopilotSettings"] as JsonObject;
        var wasAutoscale = JsonNode.Parse(current)?["offerAutopilotSettings"] is not null;
        if (autopilot is null == wasAutoscale)
        {
            throw WireFault.BadRequest($"The offer is of {(wasAutoscale ? "autoscale" : "manual")} throughput and cannot be replaced by one of {(wasAutoscale ? "manual" : "autoscale")} throughput.");
        }

        return autopilot is null ? Manual((int?)content["offerThroughput"] ?? 0) : Autoscale(autopilot);
    }

    private static string Manual(int throughput) => throughput is >= 400 and <= 1_000_000 && throughput % 100 == 0
        ? new JsonObject { ["offerThroughput"] = throughput }.ToJsonString()
        : throw WireFault.BadRequest($"The offer should have valid throughput values between 400 and 1000000 inclusive in increments of 100, not {throughput}.");

    private static string Autoscale(JsonObject settings)
    {
        var maximum = (int?)settings["maxThroughput"] ?? 0;
        return maximum is >= 1000 and <= 1_000_000 && maximum % 1000 == 0
            ? new JsonObject { ["offerThroughput"] = maximum / 10, ["offerAutopilotSettings"] = new JsonObject { ["maxThroughput"] = maximum } }.ToJsonString()
            : throw WireFault.BadRequest($"The maximum throughput of an autoscale offer should be between 1000 and 1000000 inclusive in increments of 1000, not {maximum}.");
    }
}
