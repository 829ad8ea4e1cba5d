namespace Virga.Documents;

/// <summary>One write of a batch. It must be safe to repeat.</summary>
internal sealed record BatchWrite(DocumentKey Key, PartitionKey Partition, StoreOperation Operation);
