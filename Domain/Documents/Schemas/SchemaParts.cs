using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What a model has beside its attributes.</summary>
internal sealed record SchemaParts(ImmutableArray<AttributeModel> Partitions, AttributeModel Key, ImmutableArray<SchemaIndex> Indexes);
