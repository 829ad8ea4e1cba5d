using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>How a topic's webhooks are delivered to unless they say otherwise: SNS's attribute <c>DeliveryPolicy</c> of a topic.</summary>
/// <param name="Default">What a subscription has that says nothing, part by part.</param>
/// <param name="DisableSubscriptionOverrides">Whether what a subscription says does not count.</param>
internal sealed record TopicDeliveryPolicy(DeliveryPolicy Default, bool DisableSubscriptionOverrides)
{
    public static readonly TopicDeliveryPolicy None = new(new DeliveryPolicy(), false);

    private const string Http = "http";
    private const string RetryMember = "defaultHealthyRetryPolicy";
    private const string ThrottleMember = "defaultThrottlePolicy";
    private const string RequestMember = "defaultRequestPolicy";
    private const string OverridesMember = "disableSubscriptionOverrides";

    /// <summary>Reads a policy in SNS's form; what is wrong is added to the faults, all of it.</summary>
    public static TopicDeliveryPolicy Read(string json, List<string> faults)
    {
        var policy = None;
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var (name, value) in PolicyMembers.Of(document.RootElement, "the policy", faults))
            {
                policy = name == Http
                    ? ReadHttp(value, faults)
                    : PolicyMembers.Unknown(policy, name, $"a topic's policy has the member {Http}, which is about https and http", faults);
            }
        }
        catch (JsonException error)
        {
            faults.Add($"it is not JSON: {error.Message}");
        }

        return policy;
    }

    /// <summary>What holds for one webhook.</summary>
    /// <param name="own">What the subscription says; null for nothing.</param>
    /// <param name="isRaw">Whether it gets bodies alone: envelopes are JSON or text, whatever the topic says.</param>
    /// <param name="retry">The app's way, where neither says anything.</param>
    public DeliveryPolicy For(DeliveryPolicy? own, bool isRaw, RetryPolicy retry)
    {
        own = DisableSubscriptionOverrides ? null : own;
        var type = own?.HeaderContentType ?? Default.HeaderContentType;
        return new DeliveryPolicy
        {
            HealthyRetryPolicy = own?.HealthyRetryPolicy ?? Default.HealthyRetryPolicy ?? retry,
            MaxReceivesPerSecond = own?.MaxReceivesPerSecond ?? Default.MaxReceivesPerSecond,
            HeaderContentType = isRaw || SubscriptionTerms.IsEnvelopeType(type) ? type : null,
        };
    }

    /// <summary>The policy in SNS's form.</summary>
    public string ToJson()
    {
        var http = new JsonObject();
        DeliveryPolicyReader.Write(http, Default, RetryMember, ThrottleMember, RequestMember);
        http[OverridesMember] = DisableSubscriptionOverrides;
        return new JsonObject { [Http] = http }.ToJsonString();
    }

    private static TopicDeliveryPolicy ReadHttp(JsonElement json, List<string> faults)
    {
        var policy = None;
        foreach (var (name, value) in PolicyMembers.Of(json, Http, faults))
        {
            policy = name switch
            {
                RetryMember => policy with { Default = policy.Default with { HealthyRetryPolicy = RetryPolicyReader.Read(RetryMember, value, faults) } },
                ThrottleMember => policy with { Default = policy.Default with { MaxReceivesPerSecond = DeliveryPolicyReader.ReadRate(ThrottleMember, value, faults) } },
                RequestMember => policy with { Default = policy.Default with { HeaderContentType = DeliveryPolicyReader.ReadContentType(RequestMember, value, faults) } },
                OverridesMember when value.ValueKind is JsonValueKind.True or JsonValueKind.False => policy with { DisableSubscriptionOverrides = value.GetBoolean() },
                OverridesMember => PolicyMembers.Unknown(policy, value.GetRawText(), $"{OverridesMember} is true or false", faults),
                _ => PolicyMembers.Unknown(policy, name, $"{Http} takes {RetryMember}, {ThrottleMember}, {RequestMember} and {OverridesMember}", faults),
            };
        }

        return policy;
    }
}
