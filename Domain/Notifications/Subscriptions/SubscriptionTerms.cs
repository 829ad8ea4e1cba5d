using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>A checked <see cref="SubscriptionRequest"/>.</summary>
internal sealed record SubscriptionTerms(string Protocol, Uri Endpoint, string? FilterPolicy, FilterScope? Scope, bool? Raw, DeliveryPolicy? DeliveryPolicy)
{
    private const int MaximumEndpointLength = 2048;

    /// <summary>What makes two subscriptions of a topic the same: protocol and endpoint, hashed so that the registry stays small.</summary>
    public string Key { get; } = KeyOf(Protocol, Endpoint);

    /// <summary>Whether the endpoint's owner must agree first.</summary>
    public bool NeedsConfirmation { get; init; } = true;

    public bool IsWebhook => Protocol is "https" or "http";

    public static string KeyOf(string protocol, Uri endpoint) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{protocol}\n{endpoint.AbsoluteUri}")).AsSpan(0, 16));

    /// <exception cref="NotificationException">The request breaks a rule.</exception>
    public static SubscriptionTerms Of(SubscriptionRequest request, WebhookOptions options, FilterLimits limits, ChannelCatalog channels)
    {
        var channel = request.Protocol is null ? null : channels.Find(request.Protocol);
        if (channel is null && request.Protocol is not ("https" or "http"))
        {
            throw NotificationException.Invalid($"Virga does not support this protocol string: {request.Protocol}. It is one of https, {string.Join(", ", channels.Protocols)}.");
        }

        if (request.Protocol == "http" && !options.AllowInsecureEndpoints)
        {
            throw NotificationException.Invalid("Protocol http is allowed in local development only. Use https.");
        }

        var endpoint = channel is null ? CheckedEndpoint(request, options) : ChannelEndpoint(request, channel);
        var scope = request.FilterPolicyScope is null ? (FilterScope?)null : Virga.Notifications.FilterPolicy.ParseScope(request.FilterPolicyScope);
        return new SubscriptionTerms(
            request.Protocol!, endpoint, Policy(request.FilterPolicy, scope ?? FilterScope.MessageAttributes, limits), scope, request.RawMessageDelivery, Delivery(request))
        {
            NeedsConfirmation = channel?.NeedsConfirmation ?? true,
        };
    }

    /// <summary>Whether an existing subscription is what is asked for; what is not asked for counts as the same (SNS).</summary>
    public bool Suits(Subscription existing) =>
        (FilterPolicy is null || SameJson(FilterPolicy, existing.FilterPolicy))
        && (Scope is null || Scope == existing.FilterPolicyScope)
        && (Raw is null || Raw == existing.RawMessageDelivery)
        && (DeliveryPolicy is null || DeliveryPolicy == existing.DeliveryPolicy);

    private static DeliveryPolicy? Delivery(SubscriptionRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.DeliveryPolicy) || request.DeliveryPolicy.Trim() is "{}")
        {
            return null;
        }

        var policy = Virga.Notifications.DeliveryPolicy.Parse(request.DeliveryPolicy);
        ThrowIfUnfit(policy, request.RawMessageDelivery == true);
        return policy;
    }

    /// <summary>Envelopes are JSON or text; only raw bodies may be anything else (SNS).</summary>
    public static void ThrowIfUnfit(DeliveryPolicy? policy, bool isRaw)
    {
        if (!isRaw && !IsEnvelopeType(policy?.HeaderContentType))
        {
            throw NotificationException.Invalid($"DeliveryPolicy: headerContentType is application/json or text/plain unless the delivery is raw; it is '{policy!.HeaderContentType}'");
        }
    }

    /// <summary>Whether envelopes may have a content type; null is the default one.</summary>
    public static bool IsEnvelopeType(string? type) => type is null || type.Split(';')[0].Trim() is "application/json" or "text/plain";

    private static Uri ChannelEndpoint(SubscriptionRequest request, IDeliveryChannel channel)
    {
        if (request.Endpoint is not { Length: > 0 and <= MaximumEndpointLength } endpoint)
        {
            throw NotificationException.Invalid("Endpoint");
        }

        return channel.Fault(endpoint) is { } fault ? throw NotificationException.Invalid($"Endpoint Reason: {fault}") : ChannelCatalog.ToUri(channel.Protocol, endpoint);
    }

    private static Uri CheckedEndpoint(SubscriptionRequest request, WebhookOptions options)
    {
        if (request.Endpoint is null || request.Endpoint.Length > MaximumEndpointLength || !Uri.TryCreate(request.Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Host.Length == 0)
        {
            throw NotificationException.Invalid("Endpoint");
        }

        if (endpoint.Scheme != request.Protocol)
        {
            throw NotificationException.Invalid("Endpoint must match the specified protocol");
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Fragment.Length > 0)
        {
            throw NotificationException.Invalid("Endpoint Reason: it must not hold a user name, a password or a fragment");
        }

        return endpoint.IsLoopback && !options.AllowInsecureEndpoints
            ? throw NotificationException.Invalid("Endpoint Reason: it is on this machine")
            : endpoint;
    }

    private static string? Policy(string? json, FilterScope scope, FilterLimits limits)
    {
        if (string.IsNullOrWhiteSpace(json) || json.Trim() is "{}")
        {
            return null;
        }

        try
        {
            return Virga.Notifications.FilterPolicy.Parse(json, scope, limits).Json;
        }
        catch (FilterPolicyException error) when (error.Detail.StartsWith("FilterPolicy: ", StringComparison.Ordinal))
        {
            throw NotificationException.Invalid($"Attributes Reason: {error.Detail}");
        }
    }

    private static bool SameJson(string left, string? right) =>
        right is not null && (left == right || JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right)));
}
