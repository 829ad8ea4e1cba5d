namespace Virga.Documents;

/// <summary>A model whose point reads are cached.</summary>
internal sealed record CachedModel(Schema Schema, TimeSpan Life);
