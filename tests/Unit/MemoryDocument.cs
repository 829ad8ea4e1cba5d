using System.Text;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit;

/// <summary>A document in memory.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Id">Its stored id.</param>
/// <param name="Body">What was written.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Life">How long it lives from its last write on; null for ever.</param>
internal sealed record MemoryDocument(PartitionKey Partition, string Id, JsonObject Body, string ETag, TimeSpan? Life)
{
    /// <summary>As a store gives it back.</summary>
    public StoredDocument ToStored()
    {
        var full = (JsonObject)Body.DeepClone();
        full["id"] = Id;
        full["_pk"] = Partition.ToString();
        full["_etag"] = $"\"{ETag}\"";
        full["_ts"] = 1;
        return new StoredDocument(Id, Encoding.UTF8.GetBytes(full.ToJsonString()), ETag) { RequestCharge = 1 };
    }
}
