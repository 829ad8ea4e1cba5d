namespace Virga.Documents;

/// <summary>What reading several documents at once gave.</summary>
/// <param name="Documents">One for each key asked for, in order; null where there is none.</param>
/// <param name="RequestCharge">What it cost, in request units.</param>
public sealed record StoreManyResult(IReadOnlyList<StoredDocument?> Documents, double RequestCharge);
