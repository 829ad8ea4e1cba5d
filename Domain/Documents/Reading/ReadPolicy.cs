namespace Virga.Documents;

/// <summary>What happens when a stored document is not what its model says.</summary>
public enum ReadPolicy
{
    /// <summary>The read fails with <see cref="DocumentReadException"/>, a page too: nothing is lost silently.</summary>
    Strict,

    /// <summary>Values of a wrong type are left out, and <see cref="Item{T}.Faults"/> says which. A document without its key or partition still fails.</summary>
    Lenient,

    /// <summary>A page comes without the documents that cannot be read, and lists them in <see cref="Page{T}.Unreadable"/>. A read of one document fails.</summary>
    Collect,
}
