using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What a transaction that happened gave.</summary>
/// <param name="ETags">The new version of each operation's document, in order; empty text for a delete.</param>
/// <param name="RequestCharge">What it cost, in request units.</param>
public sealed record StoreTransactionResult(ImmutableArray<string> ETags, double RequestCharge)
{
    /// <summary>A continuation of the caller's session.</summary>
    public string? SessionToken { get; init; }
}
