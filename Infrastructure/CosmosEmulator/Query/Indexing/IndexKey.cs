using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>Values as bytes that compare as the values do: what indexes hold, ORDER BY sorts by and continuation tokens carry.</summary>
/// <remarks>
/// The first byte is the type. Numbers are 8 bytes of a double and, from 2^53 on, 8 more of the whole number; strings are UTF-8 with the lead bytes
/// exchanged that would sort otherwise than UTF-16 does; arrays and objects are their hash.
/// </remarks>
internal static class IndexKey
{
    private const byte False = 2;
    private const byte True = 3;
    private const byte Number = 4;
    private const byte String = 5;
    private const byte Array = 6;
    private const byte Object = 7;

    public static byte[] Undefined { get; } = [0];

    public static byte[] Of(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>(32);
        Write(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The first key of a type.</summary>
    public static byte[] Start(ValueKind kind) => kind switch
    {
        ValueKind.Undefined => Undefined,
        ValueKind.Null => [1],
        ValueKind.Boolean => [False],
        ValueKind.Number => [Number],
        ValueKind.String => [String],
        ValueKind.Array => [Array],
        _ => [Object],
    };

    /// <summary>The first key after a type.</summary>
    public static byte[] End(ValueKind kind) => kind switch
    {
        ValueKind.Undefined => [1],
        ValueKind.Null => [False],
        ValueKind.Boolean => [Number],
        ValueKind.Number => [String],
        ValueKind.String => [Array],
        ValueKind.Array => [Object],
        _ => [Object + 1],
    };

    /// <summary>The key of an array or object of which only the hash is known.</summary>
    public static byte[] OfHash(bool isArray, ValueHash hash)
    {
        var buffer = new ArrayBufferWriter<byte>(17);
        WriteHash(buffer, isArray ? Array : Object, hash);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(ArrayBufferWriter<byte> buffer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined:
                WriteType(buffer, 0);
                break;
            case ValueKind.Null:
                WriteType(buffer, 1);
                break;
            case ValueKind.Boolean:
                WriteType(buffer, value.Boolean ? True : False);
                break;
            case ValueKind.Number:
                WriteNumber(buffer, value);
                break;
            case ValueKind.String:
                var text = value.Text;
                var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
                WriteString(buffer, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
                ArrayPool<byte>.Shared.Return(bytes);
                break;
            case ValueKind.Array:
                WriteHash(buffer, Array, ValueHash.Of(value));
                break;
            default:
                WriteHash(buffer, Object, ValueHash.Of(value));
                break;
        }
    }

    public static void WriteType(ArrayBufferWriter<byte> buffer, byte type)
    {
        buffer.GetSpan(1)[0] = type;
        buffer.Advance(1);
    }

    public static void WriteBoolean(ArrayBufferWriter<byte> buffer, bool value) => WriteType(buffer, value ? True : False);

    public static void WriteNumber(ArrayBufferWriter<byte> buffer, Value value)
    {
        var span = buffer.GetSpan(17);
        span[0] = Number;
        // Adding zero makes one of the two zeros.
        var number = value.Number + 0.0;
        var bits = BitConverter.DoubleToUInt64Bits(number);
        BinaryPrimitives.WriteUInt64BigEndian(span[1..], (bits & (1UL << 63)) != 0 ? ~bits : bits | (1UL << 63));
        if (Math.Abs(number) >= 1L << 53 && value.TryGetInteger(out var whole))
        {
            BinaryPrimitives.WriteUInt64BigEndian(span[9..], (ulong)whole ^ (1UL << 63));
            buffer.Advance(17);
            return;
        }

        buffer.Advance(9);
    }

    /// <summary>Writes the key of a string given as UTF-8.</summary>
    public static void WriteString(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> text)
    {
        var span = buffer.GetSpan(text.Length + 1);
        span[0] = String;
        text.CopyTo(span[1..]);
        if (text.IndexOfAnyInRange((byte)0xEE, (byte)0xEF) >= 0)
        {
            // U+E000 to U+FFFF come after the surrogates in UTF-16, and before their UTF-8 form of four bytes, F0 to F4.
            foreach (ref var unit in span[1..(text.Length + 1)])
            {
                unit = unit is 0xEE or 0xEF ? (byte)(unit + 0x0A) : unit;
            }
        }

        buffer.Advance(text.Length + 1);
    }

    private static void WriteHash(ArrayBufferWriter<byte> buffer, byte type, ValueHash hash)
    {
        var span = buffer.GetSpan(17);
        span[0] = type;
        BinaryPrimitives.WriteUInt64LittleEndian(span[1..], hash.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(span[9..], hash.High);
        buffer.Advance(17);
    }
}
