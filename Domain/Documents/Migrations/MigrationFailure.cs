namespace Virga.Documents;

/// <summary>One document that could not be migrated; it stays as it was.</summary>
/// <param name="Partition">Its partition, as the document has it.</param>
/// <param name="StoredId">Its stored id.</param>
/// <param name="Reason">Why.</param>
public sealed record MigrationFailure(string Partition, string StoredId, string Reason);
