using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class ThrottlingOptionsValidator : IValidateOptions<ThrottlingOptions>
{
    public ValidateOptionsResult Validate(string? name, ThrottlingOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        foreach (var (policy, throttle) in options.Policies)
        {
            if (!UsagePlan.IsName(policy))
            {
                faults.AddError($"Gateway:Throttling:Policies has '{policy}'; name it with 1 to 64 letters, digits, '-' and '_'.");
            }

            Check(faults, $"Policies:{policy}", throttle);
        }

        if (options.Global is { } global)
        {
            Check(faults, nameof(options.Global), global);
        }

        return faults.Build();
    }

    private static void Check(ValidateOptionsResultBuilder faults, string name, ThrottlePolicy? policy)
    {
        if (policy is null || !policy.ToRate().IsValid || !Enum.IsDefined(policy.Per))
        {
            faults.AddError($"Gateway:Throttling:{name} has the rate {policy?.Rate} and the burst {policy?.Burst}; give a rate above 0 and a burst of 1 or more, both at most 1000000.");
        }
    }
}
