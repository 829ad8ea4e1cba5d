namespace Benchmarks;

/// <summary>What the Cosmos suite asks of every target.</summary>
internal enum CosmosOperation
{
    PointRead,
    Create,
    BatchOf5,
    QueryPageOf20,
}
