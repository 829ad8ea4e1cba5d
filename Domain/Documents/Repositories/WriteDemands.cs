namespace Virga.Documents;

/// <summary>What an update demands of the document it finds.</summary>
internal readonly record struct WriteDemands(string? IfMatch, Condition? Condition, UpdateMode Mode);
