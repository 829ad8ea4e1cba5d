namespace Virga.Documents;

/// <summary>The document exists and the condition is false of it. Trying again does not help.</summary>
public sealed class ConditionFailedException(string message, Exception? innerException = null)
    : StoreException("condition-failed", message, isTransient: false, innerException)
{
    /// <summary>The document the condition is false of, when it was asked for (<see cref="StoreWriteOptions.ReturnCurrent"/>) or read anyway; else null.
    /// <see cref="IRepository{T}.Read"/> makes an item of it.</summary>
    public StoredDocument? Current { get; init; }
}
