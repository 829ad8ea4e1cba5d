namespace Virga.Gateway;

/// <summary>What the keys of a plan may do: how fast, how much in a period, and how fast on single functions.</summary>
/// <remarks>
/// The rate is kept per instance, as API Gateway's is best effort. The quota is kept over all instances: each takes blocks of it from a counter in the store,
/// so that it is never exceeded; what an instance took and did not use before it ended is lost to the key.
/// </remarks>
/// <param name="Name">The plan's name: 1 to 64 letters, digits, <c>-</c> and <c>_</c>.</param>
public sealed record UsagePlan(string Name)
{
    /// <summary>What it is for, for people.</summary>
    public string? Description { get; init; }

    /// <summary>How fast a key may send requests; null for as fast as it likes.</summary>
    public UsageRate? Throttle { get; init; }

    /// <summary>How many requests a key may make in a period; null for any number.</summary>
    public UsageQuota? Quota { get; init; }

    /// <summary>Rates for single functions, by the function's name; they count beside <see cref="Throttle"/>. At most 20 (API Gateway's method overrides).</summary>
    public IReadOnlyDictionary<string, UsageRate> Functions { get; init; } = new Dictionary<string, UsageRate>();

    internal static bool IsName(string name) => name is { Length: >= 1 and <= 64 } && !name.AsSpan().ContainsAnyExcept(ApiKeyText.Characters);
}
