using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>A checked <see cref="SubscriptionRequest"/>.</summary>
internal sealed record SubscriptionTerms(string Protocol, Uri Endpoint, string? FilterPolicy, FilterScope? Scope, bool? Raw)
{
    private const int MaximumEndpointLength = 2048;

    /// <summary>What makes two subscriptions of a topic the same: protocol and endpoint, hashed so that the registry stays small.</summary>
    public string Key { get; } = KeyOf(Protocol, Endpoint);

    public static string KeyOf(string protocol, Uri endpoint) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{protocol}\n{endpoint.AbsoluteUri}")).AsSpan(0, 16));

    /// <exception cref="NotificationException">The request breaks a rule.</exception>
    public static SubscriptionTerms Of(SubscriptionRequest request, WebhookOptions options, FilterLimits limits)
    {
        if (request.Protocol is not ("https" or "http"))
        {
            throw NotificationException.Invalid($"Virga does not support this protocol string: {request.Protocol}. Use https.");
        }

        if (request.Protocol == "http" && !options.AllowInsecureEndpoints)
        {
            throw NotificationException.Invalid("Protocol http is allowed in local development only. Use https.");
        }

        var endpoint = CheckedEndpoint(request, options);
        var scope = request.FilterPolicyScope is null ? (FilterScope?)null : Virga.Notifications.FilterPolicy.ParseScope(request.FilterPolicyScope);
        return new SubscriptionTerms(request.Protocol, endpoint, Policy(request.FilterPolicy, scope ?? FilterScope.MessageAttributes, limits), scope, request.RawMessageDelivery);
    }

    /// <summary>Whether an existing subscription is what is asked for; what is not asked for counts as the same (SNS).</summary>
    public bool Suits(Subscription existing) =>
        (FilterPolicy is null || SameJson(FilterPolicy, existing.FilterPolicy))
        && (Scope is null || Scope == existing.FilterPolicyScope)
        && (Raw is null || Raw == existing.RawMessageDelivery);

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
