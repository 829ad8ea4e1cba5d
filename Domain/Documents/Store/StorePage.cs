namespace Virga.Documents;

/// <summary>One page of a query's documents.</summary>
/// <param name="Documents">The documents, in order.</param>
/// <param name="Continuation">What the next page starts from; null when there is none.</param>
/// <param name="RequestCharge">What the page cost, in request units.</param>
public sealed record StorePage(IReadOnlyList<StoredDocument> Documents, string? Continuation, double RequestCharge);
