using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>The effective key of hierarchical partition keys: a hash of 16 bytes for each part, so that a prefix of the key is a range.</summary>
internal static class EffectivePartitionKey
{
    public static string Of(PartitionKeyValue key)
    {
        var text = new StringBuilder(key.Parts.Count * 32);
        Span<byte> hash = stackalloc byte[16];
        foreach (var part in key.Parts)
        {
            var (low, high) = Murmur3.Hash(Bytes(part));
            BinaryPrimitives.WriteUInt64BigEndian(hash, high);
            BinaryPrimitives.WriteUInt64BigEndian(hash[8..], low);
            // The two highest bits are kept free, so that every key lies below FF.
            hash[0] &= 0x3F;
            text.Append(Convert.ToHexString(hash));
        }

        return text.ToString();
    }

    private static byte[] Bytes(PartitionKeyPart part)
    {
        switch (part.Kind)
        {
            case JsonValueKind.String:
                return [8, .. Encoding.UTF8.GetBytes(part.String!), 0xFF];
            case JsonValueKind.Number:
                var bytes = new byte[9];
                bytes[0] = 5;
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(1), part.Number);
                return bytes;
            case JsonValueKind.True:
                return [3];
            case JsonValueKind.False:
                return [2];
            case JsonValueKind.Null:
                return [1];
            default:
                return [0];
        }
    }
}
