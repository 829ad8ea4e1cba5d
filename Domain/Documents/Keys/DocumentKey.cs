namespace Virga.Documents;

/// <summary>What names one document of a model: its partition and its key within the partition (DynamoDB's hash and range key).</summary>
/// <param name="Partition">The partition the document lives in.</param>
/// <param name="Id">The document's key within model and partition, as the model shows it (not the stored id).</param>
public readonly record struct DocumentKey(PartitionKey Partition, string Id)
{
    /// <summary>Partition and id joined by a slash, for messages and logs.</summary>
    public override string ToString() => $"{Partition}/{Id}";
}
