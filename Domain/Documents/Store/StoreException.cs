namespace Virga.Documents;

/// <summary>A store refused or could not answer. Each leaf says whether trying again may help.</summary>
public abstract class StoreException : Exception
{
    private protected StoreException(string code, string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>The error's stable kebab-case code; each has a row in <c>docs/errors.md</c>.</summary>
    public string Code { get; }

    /// <summary>Whether the same request may succeed later, unchanged.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether a write may have happened all the same: nobody knows until the document, or the transaction's token, is read.</summary>
    public bool IsAmbiguous => this is StoreTimeoutException or StoreUnavailableException;
}
