namespace Virga.Documents;

/// <summary>What became of one document of a batch.</summary>
/// <typeparam name="T">The model's type.</typeparam>
/// <param name="Key">The document's key.</param>
public sealed record BatchItem<T>(DocumentKey Key)
{
    /// <summary>The document as written; null for deletes, and where it failed.</summary>
    public Item<T>? Item { get; init; }

    /// <summary>Why it was not done; null when it was.</summary>
    public StoreException? Error { get; init; }

    /// <summary>Whether a delete found nothing to remove: there was none, or an earlier attempt whose answer was lost has removed it.</summary>
    public bool WasMissing { get; init; }

    /// <summary>Whether it was done; deleting what is missing counts as done.</summary>
    public bool IsDone => Error is null;
}
