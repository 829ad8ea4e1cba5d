using System.Text.Json;
using System.Text.Json.Serialization;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The body of a subscribe request.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SubscribeBody(string Protocol, string Endpoint)
{
    /// <summary>A policy as a JSON object, or as the text of one (SNS's own form).</summary>
    public JsonElement? FilterPolicy { get; init; }

    public string? FilterPolicyScope { get; init; }

    public bool? RawMessageDelivery { get; init; }

    /// <summary>A delivery policy, in the same two forms.</summary>
    public JsonElement? DeliveryPolicy { get; init; }

    public SubscriptionRequest ToRequest() => new(Protocol, Endpoint)
    {
        FilterPolicy = Text(FilterPolicy),
        DeliveryPolicy = Text(DeliveryPolicy),
        FilterPolicyScope = FilterPolicyScope,
        RawMessageDelivery = RawMessageDelivery,
    };

    private static string? Text(JsonElement? policy) => policy switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } json => json.GetRawText(),
    };
}
