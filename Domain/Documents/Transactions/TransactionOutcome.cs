using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What a transaction that happened gave.</summary>
/// <param name="Results">One result per operation, in the order they were added.</param>
/// <param name="RequestCharge">What it cost, in request units.</param>
public sealed record TransactionOutcome(ImmutableArray<TransactionResult> Results, double RequestCharge)
{
    /// <summary>Whether the transaction had happened before, under the same token: nothing was written now. Items and versions are the documents' as they are now,
    /// null where one is gone.</summary>
    public bool IsReplay { get; init; }

    /// <summary>A continuation of the caller's session.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The document an operation created, saved or replaced, normalised.</summary>
    /// <param name="index">The operation, 0 the first.</param>
    /// <exception cref="ArgumentException">The operation wrote no whole document of that type.</exception>
    public Item<T> Item<T>(int index) =>
        Results[index].Item as Item<T> ?? throw new ArgumentException(
            $"Operation {index} of the transaction wrote no whole {typeof(T).Name}: only creates, saves and replaces give one back.", nameof(index));
}
