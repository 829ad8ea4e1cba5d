namespace Virga.Gateway;

/// <summary>One page of usage plans, by name.</summary>
/// <param name="Items">The plans.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record UsagePlanPage(IReadOnlyList<UsagePlan> Items, string? Next);
