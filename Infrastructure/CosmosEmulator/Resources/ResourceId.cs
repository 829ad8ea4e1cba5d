using System.Buffers.Binary;
using System.Buffers.Text;

namespace Virga.CosmosEmulator;

/// <summary>The <c>_rid</c> values: 4 bytes for a database, 8 for a container, 16 for a document, 3 for an offer, in base64 with <c>-</c> for <c>/</c>.</summary>
internal static class ResourceId
{
    public const int DocumentLength = 24;

    public static string Database(uint database)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, database);
        return Text(bytes);
    }

    public static string Container(uint database, uint container)
    {
        Span<byte> bytes = stackalloc byte[8];
        Write(bytes, database, container);
        return Text(bytes);
    }

    /// <summary>3 bytes, which is how clients tell an offer.</summary>
    public static string Offer(uint owner)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, owner);
        return Text(bytes[1..]);
    }

    /// <summary>Writes the id of a document, <see cref="DocumentLength"/> characters.</summary>
    public static void Document(Span<byte> destination, uint database, uint container, long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        Write(bytes, database, container);
        // The SDK reads this part as little endian; the last byte's upper half is the kind of the resource, 0 for a document.
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], sequence);
        Base64.EncodeToUtf8(bytes, destination, out _, out _);
        destination.Replace((byte)'/', (byte)'-');
    }

    /// <summary>The sequence number in a document's <c>_rid</c>.</summary>
    public static bool TryParseDocument(string rid, out long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isDocument = rid.Length == 24 && Convert.TryFromBase64String(rid.Replace('-', '/'), bytes, out var count) && count == 16;
        sequence = isDocument ? BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) : 0;
        return isDocument;
    }

    private static void Write(Span<byte> bytes, uint database, uint container)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, database);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], container | 0x8000_0000);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).Replace('/', '-');
}
