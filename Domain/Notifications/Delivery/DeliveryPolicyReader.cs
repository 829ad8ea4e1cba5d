using System.Globalization;
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
            foreach (var (name, value) in Members(document.RootElement, "the policy", faults))
            {
                policy = name switch
                {
                    RetryMember => policy with { HealthyRetryPolicy = ReadRetry(value, faults) },
                    ThrottleMember => policy with { MaxReceivesPerSecond = ReadRate(value, faults) },
                    RequestMember => policy with { HeaderContentType = ReadContentType(value, faults) },
                    _ => Unknown(policy, name, "sicklyRetryPolicy and guaranteed are deprecated; use healthyRetryPolicy, throttlePolicy and requestPolicy", faults),
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
            json[retryName] = new JsonObject
            {
                ["minDelayTarget"] = retry.MinDelayTarget.TotalSeconds,
                ["maxDelayTarget"] = retry.MaxDelayTarget.TotalSeconds,
                ["numRetries"] = retry.NumRetries,
                ["numNoDelayRetries"] = retry.NumNoDelayRetries,
                ["numMinDelayRetries"] = retry.NumMinDelayRetries,
                ["numMaxDelayRetries"] = retry.NumMaxDelayRetries,
                ["backoffFunction"] = retry.BackoffFunction.ToString().ToLowerInvariant(),
            };
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

    public static RetryPolicy ReadRetry(JsonElement json, List<string> faults)
    {
        var policy = new RetryPolicy();
        foreach (var (name, value) in Members(json, RetryMember, faults))
        {
            policy = name switch
            {
                "minDelayTarget" => policy with { MinDelayTarget = Seconds(name, value, faults) },
                "maxDelayTarget" => policy with { MaxDelayTarget = Seconds(name, value, faults) },
                "numRetries" => policy with { NumRetries = Whole(name, value, faults) },
                "numNoDelayRetries" => policy with { NumNoDelayRetries = Whole(name, value, faults) },
                "numMinDelayRetries" => policy with { NumMinDelayRetries = Whole(name, value, faults) },
                "numMaxDelayRetries" => policy with { NumMaxDelayRetries = Whole(name, value, faults) },
                "backoffFunction" => policy with { BackoffFunction = Function(value, faults) },
                _ => Unknown(policy, name, $"{RetryMember} has no such member", faults),
            };
        }

        faults.AddRange(policy.Faults().Select(fault => fault.TrimEnd('.')));
        return policy;
    }

    public static int? ReadRate(JsonElement json, List<string> faults)
    {
        int? rate = null;
        foreach (var (name, value) in Members(json, ThrottleMember, faults))
        {
            rate = name == RateMember ? Whole(name, value, faults) : Unknown(rate, name, $"{ThrottleMember} has no such member", faults);
        }

        if (rate is < 1)
        {
            faults.Add($"{RateMember} must be at least 1; it is {rate.Value.ToString(CultureInfo.InvariantCulture)}");
        }

        return rate;
    }

    public static string? ReadContentType(JsonElement json, List<string> faults)
    {
        string? type = null;
        foreach (var (name, value) in Members(json, RequestMember, faults))
        {
            type = name == ContentTypeMember && value.ValueKind == JsonValueKind.String ? value.GetString() : Unknown(type, name, $"{RequestMember} takes {ContentTypeMember} with a text", faults);
        }

        if (type is not null && !ContentTypes.Contains(type.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
        {
            faults.Add($"{ContentTypeMember} must be one of {string.Join(", ", ContentTypes)}; it is '{type}'");
        }

        return type;
    }

    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement json, string what, List<string> faults)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            return json.EnumerateObject().Select(member => (member.Name, member.Value));
        }

        faults.Add($"{what} must be a JSON object");
        return [];
    }

    public static T Unknown<T>(T same, string name, string why, List<string> faults)
    {
        faults.Add($"'{name}' is not supported: {why}");
        return same;
    }

    private static BackoffFunction Function(JsonElement value, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.String && Enum.TryParse<BackoffFunction>(value.GetString(), ignoreCase: true, out var function) && Enum.IsDefined(function) && !char.IsAsciiDigit(value.GetString()![0]))
        {
            return function;
        }

        faults.Add($"backoffFunction must be linear, arithmetic, geometric or exponential; it is {value.GetRawText()}");
        return BackoffFunction.Linear;
    }

    private static int Whole(string name, JsonElement value, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        faults.Add($"{name} must be a whole number; it is {value.GetRawText()}");
        return 1;
    }

    private static TimeSpan Seconds(string name, JsonElement value, List<string> faults) => TimeSpan.FromSeconds(Whole(name, value, faults));
}
