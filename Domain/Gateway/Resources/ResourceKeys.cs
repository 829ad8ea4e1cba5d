using System.Text;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Makes keys of what stands in paths.</summary>
/// <param name="schema">The model.</param>
internal sealed class ResourceKeys(Schema schema)
{
    /// <summary>Keys of fewer characters fit into a stored id whatever they are made of: 3 bytes each at most, and 64 for the model.</summary>
    private const int ShortKey = 300;

    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>: no document can have the key.</exception>
    public DocumentKey Of(PartitionKey partition, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        CheckPartition(partition);
        return CanBeStored(id) ? new DocumentKey(partition, id) : throw TooLong(schema.KeyName);
    }

    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>: no document can be in the partition.</exception>
    public void CheckPartition(PartitionKey partition)
    {
        var bytes = 0;
        for (var level = 0; level < partition.Count; level++)
        {
            bytes += Encoding.UTF8.GetByteCount(partition[level]);
        }

        if (bytes > StoreLimits.PartitionKeyBytes)
        {
            throw TooLong(schema.PartitionNames.First());
        }
    }

    private bool CanBeStored(string id)
    {
        if (id.Length is > 0 and < ShortKey)
        {
            return true;
        }

        try
        {
            return StoredId.Of(schema.Name, id).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static GatewayException TooLong(string parameter) => new(new Problem(400, ProblemCodes.InvalidParameter, "A part of the path is empty or too long.")
    {
        Errors = [ProblemError.Path(parameter, "too-long", "This is empty, or longer than a document's key can be.")],
    });
}
