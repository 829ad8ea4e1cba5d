namespace Virga.Gateway;

/// <summary>What is known of a presented value: its key and plan, or that there is none.</summary>
/// <param name="Hash">The hash of the value.</param>
/// <param name="Key">The key; null when there is none of that value.</param>
/// <param name="Plan">The key's usage plan; null when it has none.</param>
/// <param name="Until">How long this is believed.</param>
internal sealed record KnownKey(byte[] Hash, ApiKey? Key, UsagePlan? Plan, DateTimeOffset Until);
