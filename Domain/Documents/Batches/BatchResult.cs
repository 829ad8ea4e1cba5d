namespace Virga.Documents;

/// <summary>What became of a batch: one result for each document, in the order given. A batch is no transaction: some documents may be written and others not.</summary>
/// <typeparam name="T">The model's type.</typeparam>
/// <param name="Items">One for each document given.</param>
/// <param name="RequestCharge">What all requests together cost, in request units; 0 where the store does not say.</param>
public sealed record BatchResult<T>(IReadOnlyList<BatchItem<T>> Items, double RequestCharge)
{
    /// <summary>Whether every document was written or removed.</summary>
    public bool IsDone => Items.All(item => item.IsDone);

    /// <summary>Those that were not, to be given to the next batch.</summary>
    public IEnumerable<BatchItem<T>> Failed => Items.Where(item => !item.IsDone);
}
