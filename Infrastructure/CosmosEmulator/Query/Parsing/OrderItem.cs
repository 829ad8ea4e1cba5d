namespace Virga.CosmosEmulator;

/// <summary>One path of ORDER BY.</summary>
internal sealed record OrderItem(Expression Expression, bool IsDescending);
