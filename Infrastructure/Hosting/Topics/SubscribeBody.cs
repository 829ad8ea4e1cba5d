using System.Text.Json;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The body of a subscribe request.</summary>
internal sealed record SubscribeBody(string Protocol, string Endpoint)
{
    /// <summary>A policy as a JSON object, or as the text of one (SNS's own form).</summary>
    public JsonElement? FilterPolicy { get; init; }

    public string? FilterPolicyScope { get; init; }

    public bool? RawMessageDelivery { get; init; }

    public SubscriptionRequest ToRequest() => new(Protocol, Endpoint)
    {
        FilterPolicy = FilterPolicy switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { } policy => policy.GetRawText(),
        },
        FilterPolicyScope = FilterPolicyScope,
        RawMessageDelivery = RawMessageDelivery,
    };
}
