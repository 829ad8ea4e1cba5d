namespace Virga.Documents;

/// <summary>What Cosmos DB allows; every store keeps to it, so that what works on a laptop works in the cloud.</summary>
public static class StoreLimits
{
    /// <summary>Changes in one patch: 10.</summary>
    public const int ActionsPerPatch = 10;

    /// <summary>Operations in one transaction: 100.</summary>
    public const int OperationsPerTransaction = 100;

    /// <summary>Bytes of one document, and of one transaction's request: 2 MiB.</summary>
    public const int DocumentBytes = 2 * 1024 * 1024;

    /// <summary>Documents in one page of a query: 1,000.</summary>
    public const int PageSize = 1000;

    /// <summary>Bytes of a partition key, all levels together: 2,048.</summary>
    public const int PartitionKeyBytes = 2048;

    /// <summary>Bytes of an id in UTF-8: 1,023.</summary>
    public const int IdBytes = 1023;
}
