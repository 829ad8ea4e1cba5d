using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>The shapes of types that are one JSON string, number or boolean.</summary>
internal static class ScalarShapes
{
    private static readonly Dictionary<Type, ValueShape> Known = new()
    {
        [typeof(string)] = StringShape.Instance,
        [typeof(bool)] = BooleanShape.Instance,
        [typeof(byte)] = new IntegerShape(byte.MinValue, byte.MaxValue, null),
        [typeof(sbyte)] = new IntegerShape(sbyte.MinValue, sbyte.MaxValue, null),
        [typeof(short)] = new IntegerShape(short.MinValue, short.MaxValue, null),
        [typeof(ushort)] = new IntegerShape(ushort.MinValue, ushort.MaxValue, null),
        [typeof(int)] = new IntegerShape(int.MinValue, int.MaxValue, "int32"),
        [typeof(uint)] = new IntegerShape(uint.MinValue, uint.MaxValue, null),
        [typeof(long)] = new IntegerShape(long.MinValue, long.MaxValue, "int64"),
        [typeof(ulong)] = new IntegerShape(ulong.MinValue, ulong.MaxValue, null),
        [typeof(float)] = new NumberShape(float.MaxValue, "float"),
        [typeof(double)] = new NumberShape(double.MaxValue, "double"),
        [typeof(decimal)] = DecimalShape.Instance,
        [typeof(char)] = TextFormats.Character,
        [typeof(Guid)] = TextFormats.Guid,
        [typeof(DateTimeOffset)] = TextFormats.DateTime,
        [typeof(DateTime)] = TextFormats.DateTime,
        [typeof(Int128)] = ExactNumberShape.Of(typeof(Int128))!,
        [typeof(UInt128)] = ExactNumberShape.Of(typeof(UInt128))!,
        [typeof(BigInteger)] = ExactNumberShape.Of(typeof(BigInteger))!,
        [typeof(DateOnly)] = TextFormats.Date,
        [typeof(TimeOnly)] = TextFormats.Time,
        [typeof(TimeSpan)] = TextFormats.Span,
        [typeof(Uri)] = TextFormats.Uri,
        [typeof(byte[])] = TextFormats.Bytes,
        [typeof(ReadOnlyMemory<byte>)] = TextFormats.Bytes,
        [typeof(Memory<byte>)] = TextFormats.Bytes,
    };

    public static ValueShape Of(Type type) => Known[type];

    public static ValueShape? Find(Type type, FaultList faults, string subject)
    {
        if (Known.TryGetValue(type, out var shape))
        {
            return shape;
        }

        if (!type.IsEnum)
        {
            return null;
        }

        if (type.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            faults.Add(subject, $"{type.Name} is a [Flags] enum, which has no one name. Use a list or set of a plain enum.");
        }

        return new EnumShape(MembersOf(type), EnumStorage.Name);
    }

    private static ImmutableArray<(string Name, long Number)> MembersOf(Type type)
    {
        var info = ModelJson.Options.GetTypeInfo(type);
        return [.. Enum.GetValues(type).Cast<object>()
            .Select(value => (JsonSerializer.SerializeToElement(value, info).GetString()!, NumberOf((Enum)value)))
            .DistinctBy(member => member.Item1, StringComparer.Ordinal)];
    }

    private static long NumberOf(Enum value) => value.GetTypeCode() == TypeCode.UInt64
        ? unchecked((long)Convert.ToUInt64(value, CultureInfo.InvariantCulture))
        : Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
