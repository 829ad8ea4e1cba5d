namespace Virga.Documents;

/// <summary>Another document of the partition has that value of a unique key. Trying again does not help.</summary>
public sealed class UniqueKeyException(string message, string? key = null, Exception? innerException = null)
    : StoreException("unique-key-taken", message, isTransient: false, innerException)
{
    /// <summary>The unique key's name in the model; null when the store could not tell which of several.</summary>
    public string? Key { get; } = key;
}
