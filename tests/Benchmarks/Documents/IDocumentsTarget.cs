namespace Benchmarks;

/// <summary>One way to work with documents, measured beside the others.</summary>
internal interface IDocumentsTarget : IAsyncDisposable
{
    string Name { get; }

    bool Supports(DocumentsOperation operation);

    /// <summary>Makes the documents to read.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Does the operation again and again.</summary>
    Task<LoadResult> LoadAsync(DocumentsOperation operation, int workers, TimeSpan duration, CancellationToken cancellationToken);
}
