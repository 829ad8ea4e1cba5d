namespace Virga.Documents;

/// <summary>One step of a query's order.</summary>
public readonly record struct Ordering(DocumentPath Path, bool Descending);
