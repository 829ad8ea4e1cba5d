using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>The effective partition key: the place of a partition key among the physical ranges, as clients work it out, too.</summary>
/// <remarks>
/// Version 2 hashes to 16 bytes, each part of a hierarchical key apart, so that the beginning of a key is a range. Version 1 hashes the first hundred characters to
/// a number and appends the key itself.
/// </remarks>
internal static class EffectivePartitionKey
{
    private const int Significant = 100;

    public static string Of(PartitionKeyDefinition definition, PartitionKeyValue key) =>
        definition.IsHierarchical || definition.Version == 2 ? Hashed(key) : Legacy(key.Parts[0]);

    private static string Hashed(PartitionKeyValue key)
    {
        var text = new StringBuilder(key.Parts.Count * 32);
        Span<byte> hash = stackalloc byte[16];
        foreach (var part in key.Parts)
        {
            var (low, high) = Murmur3.Hash(Bytes(part, part.String, 0xFF));
            BinaryPrimitives.WriteUInt64BigEndian(hash, high);
            BinaryPrimitives.WriteUInt64BigEndian(hash[8..], low);
            // The two highest bits are kept free, so that every key lies below FF.
            hash[0] &= 0x3F;
            text.Append(Convert.ToHexString(hash));
        }

        return text.ToString();
    }

    private static string Legacy(PartitionKeyPart part)
    {
        var text = part.String is { Length: > Significant } ? part.String[..Significant] : part.String;
        var bytes = new List<byte>();
        Write(bytes, Murmur3.Hash32(Bytes(part, text, 0x00)));
        switch (part.Kind)
        {
            case JsonValueKind.Number:
                Write(bytes, part.Number);
                break;
            case JsonValueKind.String:
                Write(bytes, Encoding.UTF8.GetBytes(text!));
                break;
            default:
                bytes.AddRange(Bytes(part, null, 0));
                break;
        }

        return Convert.ToHexString([.. bytes]);
    }

    /// <summary>A number so that its bytes sort as numbers do: 8 bits, then 7 at a time, each with a bit that says whether more follow.</summary>
    private static void Write(List<byte> bytes, double number)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number);
        bits = bits < 1UL << 63 ? bits ^ (1UL << 63) : ~bits + 1;
        bytes.Add(5);
        bytes.Add((byte)(bits >> 56));
        bits <<= 8;
        do
        {
            var seven = (byte)(bits >> 56);
            bits <<= 7;
            bytes.Add(bits == 0 ? (byte)(seven & 0xFE) : (byte)(seven | 1));
        }
        while (bits != 0);
    }

    private static void Write(List<byte> bytes, byte[] text)
    {
        bytes.Add(8);
        foreach (var one in text.AsSpan(0, Math.Min(text.Length, Significant + 1)))
        {
            bytes.Add(one < 0xFF ? (byte)(one + 1) : one);
        }

        if (text.Length <= Significant)
        {
            bytes.Add(0);
        }
    }

    private static byte[] Bytes(PartitionKeyPart part, string? text, byte end)
    {
        switch (part.Kind)
        {
            case JsonValueKind.String:
                return [8, .. Encoding.UTF8.GetBytes(text!), end];
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
