namespace Benchmarks;

/// <summary>What the documents suite does.</summary>
internal enum DocumentsOperation
{
    Get,
    Create,
    Update,
    Query,
}
