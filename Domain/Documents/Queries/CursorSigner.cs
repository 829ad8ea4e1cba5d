using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Documents;

/// <summary>Makes cursors that only this application can make, that only fit the query they came from, and that end.</summary>
/// <remarks>Base64url of: version (1 byte), hash of the query's shape (16), end in minutes since 1970 (4), signature (HMAC-SHA256, 16 bytes of it, over all else), the store's continuation in UTF-8.</remarks>
/// <param name="keys">What signs, first; the others are of cursors made before a change of keys.</param>
/// <param name="lifetime">How long a cursor lasts.</param>
/// <param name="time">The clock.</param>
internal sealed class CursorSigner(IReadOnlyList<byte[]> keys, TimeSpan lifetime, TimeProvider time)
{
    private const byte Version = 2;
    private const int SignatureBytes = 16;
    private const int EndAt = 1 + QueryShape.Bytes;
    private const int SignatureAt = EndAt + sizeof(uint);
    private const int HeaderBytes = SignatureAt + SignatureBytes;

    public string Write(string continuation, byte[] shape)
    {
        var bytes = new byte[HeaderBytes + Encoding.UTF8.GetByteCount(continuation)];
        bytes[0] = Version;
        shape.CopyTo(bytes, 1);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(EndAt), Minutes(time.GetUtcNow() + lifetime) + 1);
        Encoding.UTF8.GetBytes(continuation, bytes.AsSpan(HeaderBytes));
        Sign(keys[0], bytes).CopyTo(bytes.AsSpan(SignatureAt));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="CursorException">The cursor is not one of the query's.</exception>
    public string Read(string cursor, byte[] shape)
    {
        var bytes = Decode(cursor);
        if (bytes.Length <= HeaderBytes || bytes[0] != Version || !IsSigned(bytes))
        {
            throw new CursorException("The cursor is not one this application made, or it is no longer valid. Start from the first page.", CursorFault.Foreign);
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(EndAt)) <= Minutes(time.GetUtcNow()))
        {
            throw new CursorException("The cursor is too old. Start from the first page.", CursorFault.Expired);
        }

        return bytes.AsSpan(1, QueryShape.Bytes).SequenceEqual(shape)
            ? Encoding.UTF8.GetString(bytes.AsSpan(HeaderBytes))
            : throw new CursorException(
                "The cursor belongs to another query. Use the same partition, filter, order and caller as the page it came from, or start from the first page.", CursorFault.OtherQuery);
    }

    private static uint Minutes(DateTimeOffset instant) => (uint)(instant.ToUnixTimeSeconds() / 60);

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

    // Every key is tried whichever fits, so that the time tells nothing.
    private bool IsSigned(byte[] cursor)
    {
        var found = false;
        foreach (var key in keys)
        {
            found |= CryptographicOperations.FixedTimeEquals(cursor.AsSpan(SignatureAt, SignatureBytes), Sign(key, cursor));
        }

        return found;
    }

    private static ReadOnlySpan<byte> Sign(byte[] key, byte[] cursor)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(cursor.AsSpan(0, SignatureAt));
        hash.AppendData(cursor.AsSpan(HeaderBytes));
        return hash.GetHashAndReset().AsSpan(0, SignatureBytes);
    }
}
