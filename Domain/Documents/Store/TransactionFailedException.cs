namespace Virga.Documents;

/// <summary>A transaction did not happen because one of its operations was refused. Nothing was written.</summary>
public sealed class TransactionFailedException(int index, string id, StoreException reason)
    : StoreException("transaction-failed", $"Operation {index} of the transaction ('{id}') was refused: {reason?.Message}", reason?.IsTransient ?? false, reason)
{
    /// <summary>Which operation was refused, 0 the first.</summary>
    public int Index { get; } = index;

    /// <summary>The stored id that operation was for.</summary>
    public string Id { get; } = id;

    /// <summary>Why it was refused: what the same operation alone would have thrown.</summary>
    public StoreException Reason { get; } = reason ?? throw new ArgumentNullException(nameof(reason));

    /// <summary>The model that operation was for; null for the framework's records.</summary>
    public string? Model { get; init; }

    /// <summary>The document's key in that model; null for the framework's records.</summary>
    public DocumentKey? Key { get; init; }
}
