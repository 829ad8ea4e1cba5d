namespace Virga.Documents;

/// <summary>The document exists and the condition is false of it. Trying again does not help.</summary>
public sealed class ConditionFailedException(string message, Exception? innerException = null)
    : StoreException("condition-failed", message, isTransient: false, innerException);
