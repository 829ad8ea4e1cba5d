using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>The hash of 128 bits by which the service and its SDKs order arrays and objects, and name them in resume filters.</summary>
internal readonly record struct ValueHash(ulong Low, ulong High)
{
    private static readonly ValueHash Root = new(0xbfc2359eafc0e2b7, 0x8846e00284c4cf1f);
    private static readonly ValueHash Null = new(0x1380f68bb3b0cfe4, 0x156c918bf564ee48);
    private static readonly ValueHash False = new(0xc1be517fe893b40c, 0xe9fc8a4c531cd0dd);
    private static readonly ValueHash True = new(0xf86d4abf9a412e74, 0x788488365c8a985d);
    private static readonly ValueHash Number = new(0x2400e8b894ce9c2a, 0x790be1eabd7b9481);
    private static readonly ValueHash String = new(0x61f53f0a44204cfb, 0x09481be8ef4b56dd);
    private static readonly ValueHash Array = new(0xfa573b014c4dc18e, 0xa014512c858eb115);
    private static readonly ValueHash ArrayIndex = new(0xfe057204216db999, 0x5b1cc3178bd9c593);
    private static readonly ValueHash Object = new(0x77b285ac511aef30, 0x3dcf187245822449);
    private static readonly ValueHash PropertyName = new(0xc915dde058492a8a, 0x7c8be2eba72e4634);
    private static readonly ValueHash NameSeed = Mix(String, PropertyName);

    public static ValueHash Of(Value value) => Of(value, Root);

    /// <summary>Compares as the 16 bytes the two halves are made of, lowest first.</summary>
    public static int Compare(ValueHash x, ValueHash y)
    {
        var low = BinaryPrimitives.ReverseEndianness(x.Low).CompareTo(BinaryPrimitives.ReverseEndianness(y.Low));
        return low != 0 ? low : BinaryPrimitives.ReverseEndianness(x.High).CompareTo(BinaryPrimitives.ReverseEndianness(y.High));
    }

    private static ValueHash Of(Value value, ValueHash seed) => value.Kind switch
    {
        ValueKind.Null => Mix(Null, seed),
        ValueKind.Boolean => Mix(value.Boolean ? True : False, seed),
        ValueKind.Number => OfNumber(value, Mix(Number, seed)),
        ValueKind.String => Mix(Encoding.UTF8.GetBytes(value.Text), Mix(String, seed)),
        ValueKind.Array => OfArray(value, Mix(Array, seed)),
        ValueKind.Object => OfObject(value, Mix(Object, seed)),
        _ => seed,
    };

    private static ValueHash OfArray(Value array, ValueHash hash)
    {
        var index = 0u;
        foreach (var item in array.Items)
        {
            var low = ArrayIndex.Low + index++;
            hash = Mix(Of(item, new ValueHash(low, low < ArrayIndex.Low ? ArrayIndex.High + 1 : ArrayIndex.High)), hash);
        }

        return hash;
    }

    /// <summary>Independent of the order of the properties.</summary>
    private static ValueHash OfObject(Value value, ValueHash hash)
    {
        var sum = default(ValueHash);
        foreach (var (name, property) in value.Properties.Where(property => !property.Value.IsUndefined))
        {
            var part = Of(property, Mix(Encoding.UTF8.GetBytes(name), NameSeed));
            sum = new ValueHash(sum.Low ^ part.Low, sum.High ^ part.High);
        }

        return sum == default ? hash : Mix(sum, hash);
    }

    /// <summary>Hashed as a double and the 10 further bits that a whole number of 64 bits may have.</summary>
    private static ValueHash OfNumber(Value value, ValueHash hash)
    {
        Span<byte> bytes = stackalloc byte[10];
        var number = value.Number + 0.0;
        ushort extra = 0;
        if (Math.Abs(number) >= 1L << 53 && value.TryGetInteger(out var whole) && whole != long.MinValue)
        {
            var magnitude = (ulong)Math.Abs(whole);
            var exponent = BitOperations.Log2(magnitude);
            if (exponent > 52 && exponent - BitOperations.TrailingZeroCount(magnitude) > 52)
            {
                var mantissa = (magnitude << (62 - exponent)) & 0x3FFF_FFFF_FFFF_FFFF;
                extra = (ushort)((mantissa & 0x3FF) << 6);
                number = BitConverter.UInt64BitsToDouble((whole < 0 ? 1UL << 63 : 0) | ((ulong)(exponent + 1023) << 52) | (mantissa >> 10));
            }
        }

        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], extra);
        return Mix(bytes, hash);
    }

    private static ValueHash Mix(ValueHash value, ValueHash seed)
    {
        Span<ulong> halves = [value.Low, value.High];
        return Mix(MemoryMarshal.AsBytes(halves), seed);
    }

    private static ValueHash Mix(ReadOnlySpan<byte> bytes, ValueHash seed)
    {
        var (low, high) = Murmur3.Hash(bytes, seed.Low, seed.High);
        return new ValueHash(low, high);
    }
}
