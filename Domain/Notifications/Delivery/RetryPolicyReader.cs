using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>Reads and writes <see cref="RetryPolicy"/> as SNS does: times in whole seconds.</summary>
internal static class RetryPolicyReader
{
    /// <param name="member">The policy's name where it stands, for faults.</param>
    /// <param name="json">The policy.</param>
    /// <param name="faults">Where what is wrong is added, all of it.</param>
    public static RetryPolicy Read(string member, JsonElement json, List<string> faults)
    {
        var policy = new RetryPolicy();
        foreach (var (name, value) in PolicyMembers.Of(json, member, faults))
        {
            policy = name switch
            {
                "minDelayTarget" => policy with { MinDelayTarget = Seconds(name, value, faults) },
                "maxDelayTarget" => policy with { MaxDelayTarget = Seconds(name, value, faults) },
                "numRetries" => policy with { NumRetries = PolicyMembers.Whole(name, value, faults) },
                "numNoDelayRetries" => policy with { NumNoDelayRetries = PolicyMembers.Whole(name, value, faults) },
                "numMinDelayRetries" => policy with { NumMinDelayRetries = PolicyMembers.Whole(name, value, faults) },
                "numMaxDelayRetries" => policy with { NumMaxDelayRetries = PolicyMembers.Whole(name, value, faults) },
                "backoffFunction" => policy with { BackoffFunction = Function(value, faults) },
                _ => PolicyMembers.Unknown(policy, name, $"{member} has no such member", faults),
            };
        }

        faults.AddRange(policy.Faults().Select(fault => fault.TrimEnd('.')));
        return policy;
    }

    public static JsonObject Write(RetryPolicy policy) => new()
    {
        ["minDelayTarget"] = policy.MinDelayTarget.TotalSeconds,
        ["maxDelayTarget"] = policy.MaxDelayTarget.TotalSeconds,
        ["numRetries"] = policy.NumRetries,
        ["numNoDelayRetries"] = policy.NumNoDelayRetries,
        ["numMinDelayRetries"] = policy.NumMinDelayRetries,
        ["numMaxDelayRetries"] = policy.NumMaxDelayRetries,
        ["backoffFunction"] = policy.BackoffFunction.ToString().ToLowerInvariant(),
    };

    private static BackoffFunction Function(JsonElement value, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.String && Enum.TryParse<BackoffFunction>(value.GetString(), ignoreCase: true, out var function) && Enum.IsDefined(function) && !char.IsAsciiDigit(value.GetString()![0]))
        {
            return function;
        }

        faults.Add($"backoffFunction must be linear, arithmetic, geometric or exponential; it is {value.GetRawText()}");
        return BackoffFunction.Linear;
    }

    private static TimeSpan Seconds(string name, JsonElement value, List<string> faults) => TimeSpan.FromSeconds(PolicyMembers.Whole(name, value, faults));
}
