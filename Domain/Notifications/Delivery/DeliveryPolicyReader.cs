using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>Reads and writes <see cref="DeliveryPolicy"/> as SNS does.</summary>
internal static class DeliveryPolicyReader
{
    private const string RetryMember = "healthyRetryPolicy";
    private const string ContentTypeMember = "headerContentType";
    private const string ThrottleMember = "throttlePolicy";
    private const string RequestMember = "requestPolicy";
    private const string RateMember = "maxReceivesPerSecond";

    private static readonly string[] ContentTypes =
        ["application/atom+xml", "application/json", "application/octet-stream", "application/soap+xml", "application/x-www-form-urlencoded", "application/xhtml+xml", "application/xml", "text/css", "text/csv", "text/html", "text/plain", "text/xml"];

    public static DeliveryPolicy Read(string json)
    {
        var faults = new List<string>();
        var policy = new DeliveryPolicy();
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var (name, value) in PolicyMembers.Of(document.RootElement, "the policy", faults))
            {
                policy = name switch
                {
                    RetryMember => policy with { HealthyRetryPolicy = RetryPolicyReader.Read(RetryMember, value, faults) },
                    ThrottleMember => policy with { MaxReceivesPerSecond = ReadRate(ThrottleMember, value, faults) },
                    RequestMember => policy with { HeaderContentType = ReadContentType(RequestMember, value, faults) },
                    _ => PolicyMembers.Unknown(policy, name, "sicklyRetryPolicy and guaranteed are deprecated; use healthyRetryPolicy, throttlePolicy and requestPolicy", faults),
                };
            }
        }
        catch (JsonException error)
        {
            faults.Add($"it is not JSON: {error.Message}");
        }

        return faults.Count == 0 ? policy : throw NotificationException.Invalid($"DeliveryPolicy: {string.Join("; ", faults)}");
    }

    public static string Write(DeliveryPolicy policy)
    {
        var json = new JsonObject();
        Write(json, policy, RetryMember, ThrottleMember, RequestMember);
        return json.ToJsonString();
    }

    /// <summary>Writes a policy's three parts under the names they have for a subscription, or for a topic.</summary>
    public static void Write(JsonObject json, DeliveryPolicy policy, string retryName, string throttleName, string requestName)
    {
        if (policy.HealthyRetryPolicy is { } retry)
        {
            json[retryName] = RetryPolicyReader.Write(retry);
        }

        if (policy.MaxReceivesPerSecond is { } rate)
        {
            json[throttleName] = new JsonObject { [RateMember] = rate };
        }

        if (policy.HeaderContentType is { } type)
        {
            json[requestName] = new JsonObject { [ContentTypeMember] = type };
        }
    }

    /// <param name="member">The part's name where it stands, for faults.</param>
    /// <param name="json">The part.</param>
    /// <param name="faults">Where what is wrong is added.</param>
    public static int? ReadRate(string member, JsonElement json, List<string> faults)
    {
        int? rate = null;
        foreach (var (name, value) in PolicyMembers.Of(json, member, faults))
        {
            rate = name == RateMember ? PolicyMembers.Whole(name, value, faults) : PolicyMembers.Unknown(rate, name, $"{member} has no such member", faults);
        }

        if (rate is < 1)
        {
            faults.Add($"{RateMember} must be at least 1; it is {rate.Value.ToString(CultureInfo.InvariantCulture)}");
        }

        return rate;
    }

    /// <param name="member">The part's name where it stands, for faults.</param>
    /// <param name="json">The part.</param>
    /// <param name="faults">Where what is wrong is added.</param>
    public static string? ReadContentType(string member, JsonElement json, List<string> faults)
    {
        string? type = null;
        foreach (var (name, value) in PolicyMembers.Of(json, member, faults))
        {
            type = name == ContentTypeMember && value.ValueKind == JsonValueKind.String ? value.GetString() : PolicyMembers.Unknown(type, name, $"{member} takes {ContentTypeMember} with a text", faults);
        }

        // Parameters too, for nothing else looks at them before a request is made with them.
        if (type is not null && !(MediaTypeHeaderValue.TryParse(type, out var parsed) && ContentTypes.Contains(parsed.MediaType, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"{ContentTypeMember} must be one of {string.Join(", ", ContentTypes)}; it is '{type}'");
        }

        return type;
    }
}
