namespace Virga.Documents;

/// <summary>What reading one document gave.</summary>
public abstract record StoreReadResult
{
    private StoreReadResult()
    {
    }

    /// <summary>The document is there.</summary>
    public sealed record Found(StoredDocument Document) : StoreReadResult;

    /// <summary>There is no document with that id, or it has expired.</summary>
    public sealed record Missing : StoreReadResult;

    /// <summary>The document still has the version asked about.</summary>
    public sealed record NotModified : StoreReadResult;
}
