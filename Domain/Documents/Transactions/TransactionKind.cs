namespace Virga.Documents;

/// <summary>What one operation of a transaction does.</summary>
internal enum TransactionKind
{
    Create,
    Save,
    Replace,
    Update,
    Delete,
    Check,
    Append,
}
