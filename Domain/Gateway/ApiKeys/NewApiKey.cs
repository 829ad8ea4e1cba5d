namespace Virga.Gateway;

/// <summary>A key that was just made or rotated, with its value: the only time it can be read.</summary>
/// <param name="Value">What clients send in the <c>x-api-key</c> header.</param>
/// <param name="Key">The key.</param>
public sealed record NewApiKey(string Value, ApiKey Key);
