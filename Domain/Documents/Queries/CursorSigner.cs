using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Documents;

/// <summary>Makes cursors that only this application can make and that only fit the query they came from.</summary>
/// <remarks>Base64url of: version (1 byte), hash of the query's shape (16), signature (HMAC-SHA256, 16 bytes of it, over all else), the store's continuation in UTF-8.</remarks>
internal sealed class CursorSigner(byte[] key)
{
    private const byte Version = 1;
    private const int SignatureBytes = 16;
    private const int HeaderBytes = 1 + QueryShape.Bytes + SignatureBytes;

    public string Write(string continuation, byte[] shape)
    {
        var bytes = new byte[HeaderBytes + Encoding.UTF8.GetByteCount(continuation)];
        bytes[0] = Version;
        shape.CopyTo(bytes, 1);
        Encoding.UTF8.GetBytes(continuation, bytes.AsSpan(HeaderBytes));
        Sign(bytes).CopyTo(bytes.AsSpan(1 + QueryShape.Bytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="CursorException">The cursor is not one of the query's.</exception>
    public string Read(string cursor, byte[] shape)
    {
        var bytes = Decode(cursor);
        if (bytes.Length <= HeaderBytes
            || bytes[0] != Version
            || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(1 + QueryShape.Bytes, SignatureBytes), Sign(bytes)))
        {
            throw new CursorException("The cursor is not one this application made, or it is no longer valid. Start from the first page.");
        }

        return bytes.AsSpan(1, QueryShape.Bytes).SequenceEqual(shape)
            ? Encoding.UTF8.GetString(bytes.AsSpan(HeaderBytes))
            : throw new CursorException("The cursor belongs to another query. Use the same partition, filter and order as the page it came from, or start from the first page.");
    }

    private static byte[] Decode(string cursor)
    {
        try
        {
            return Base64Url.DecodeFromChars(cursor);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private ReadOnlySpan<byte> Sign(byte[] cursor)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(cursor.AsSpan(0, 1 + QueryShape.Bytes));
        hash.AppendData(cursor.AsSpan(HeaderBytes));
        return hash.GetHashAndReset().AsSpan(0, SignatureBytes);
    }
}
