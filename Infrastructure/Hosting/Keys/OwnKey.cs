using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>A key of the caller's, with its plan and what was used of it in the current period.</summary>
/// <param name="Key">The key.</param>
/// <param name="Plan">Its usage plan; null for none.</param>
/// <param name="Usage">What was used in the latest periods, newest first.</param>
internal sealed record OwnKey(ApiKey Key, UsagePlan? Plan, IReadOnlyList<UsageReport> Usage);
