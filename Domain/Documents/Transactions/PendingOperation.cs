namespace Virga.Documents;

/// <summary>One operation of a transaction, checked and waiting to be sent.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="StoredId">The stored id it writes.</param>
/// <param name="PrepareAsync">Makes what is sent and what comes back; called anew for every attempt, and may read.</param>
internal sealed record PendingOperation(TransactionKind Kind, string StoredId, Func<CancellationToken, ValueTask<PreparedOperation>> PrepareAsync)
{
    /// <summary>Stands for an operation that is still being prepared, or has faults: a transaction is not sent with it.</summary>
    public static PendingOperation Nothing { get; } = new(TransactionKind.Append, "", _ => throw new InvalidOperationException("The operation is not ready to be sent."));

    /// <summary>The model; null for appended records.</summary>
    public Schema? Schema { get; init; }

    public DocumentKey? Key { get; init; }

    /// <summary>Whether it reads its document first and sends what depends on it.</summary>
    public bool ReadsFirst { get; init; }

    /// <summary>Whether a lost race can be tried anew: what is sent depends on what was read, and the caller named no version.</summary>
    public Func<bool> CanRetry { get; init; } = static () => false;

    /// <summary>Makes an item of the stored document; null for appended records.</summary>
    public Func<StoredDocument, object>? Read { get; init; }
}
