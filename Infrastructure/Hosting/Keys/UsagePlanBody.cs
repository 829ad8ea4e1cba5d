using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>A usage plan without its name, which the path has.</summary>
internal sealed record UsagePlanBody
{
    public string? Description { get; init; }

    public UsageRate? Throttle { get; init; }

    public UsageQuota? Quota { get; init; }

    public Dictionary<string, UsageRate>? Functions { get; init; }

    public UsagePlan ToPlan(string name) => new(name) { Description = Description, Throttle = Throttle, Quota = Quota, Functions = Functions ?? [] };
}
