namespace Virga.Gateway;

/// <summary>One page of API keys, by id: the oldest first.</summary>
/// <param name="Items">The keys.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record ApiKeyPage(IReadOnlyList<ApiKey> Items, string? Next);
