namespace Virga.Documents;

/// <summary>A type that stands for several, told apart by an attribute.</summary>
internal sealed record SchemaUnion(Type Type, string Discriminator, IReadOnlyList<(Type Type, string Kind)> Cases);
