using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Turns partitions into the SDK's keys.</summary>
internal static class PartitionKeys
{
    /// <exception cref="StoreRequestException">The partition has not the container's levels.</exception>
    public static Microsoft.Azure.Cosmos.PartitionKey Of(ContainerLayout layout, Documents.PartitionKey key, bool isPrefix = false)
    {
        var levels = layout.PartitionNames.Length;
        if (key.Count == 0)
        {
            throw new ArgumentException("The partition has no key.", nameof(key));
        }

        if (key.Count > levels || (key.Count < levels && !isPrefix))
        {
            throw new StoreRequestException($"The partition '{key}' has {key.Count} levels, and container '{layout.Name}' has {levels}.");
        }

        if (levels == 1)
        {
            return new Microsoft.Azure.Cosmos.PartitionKey(key[0]);
        }

        var builder = new PartitionKeyBuilder();
        for (var level = 0; level < key.Count; level++)
        {
            builder.Add(key[level]);
        }

        return builder.Build();
    }
}
