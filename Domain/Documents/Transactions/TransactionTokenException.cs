namespace Virga.Documents;

/// <summary>The transaction's token belongs to another transaction, which has happened. Nothing was written; take a new token.</summary>
public sealed class TransactionTokenException(string message)
    : StoreException("transaction-token-reused", message, isTransient: false);
