using System.Globalization;
using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>How values are compared: for equality deeply, for order first by type and then within the type.</summary>
internal sealed class ValueComparer : IComparer<Value>, IEqualityComparer<Value>
{
    private const double LargeNumber = 1L << 53;

    public static ValueComparer Instance { get; } = new();

    /// <summary>The order of ORDER BY: undefined, null, false, true, numbers, strings (ordinal), arrays and objects (both by their hash).</summary>
    public int Compare(Value x, Value y)
    {
        if (x.Kind != y.Kind)
        {
            return x.Kind.CompareTo(y.Kind);
        }

        return x.Kind switch
        {
            ValueKind.Boolean => x.Boolean.CompareTo(y.Boolean),
            ValueKind.Number => CompareNumbers(x, y),
            ValueKind.String => string.CompareOrdinal(x.Text, y.Text),
            ValueKind.Array or ValueKind.Object => ValueHash.Compare(ValueHash.Of(x), ValueHash.Of(y)),
            _ => 0,
        };
    }

    public bool Equals(Value x, Value y)
    {
        if (x.Kind != y.Kind)
        {
            return false;
        }

        return x.Kind switch
        {
            ValueKind.Boolean => x.Boolean == y.Boolean,
            ValueKind.Number => CompareNumbers(x, y) == 0,
            ValueKind.String => x.Text == y.Text,
            ValueKind.Array => x.Count == y.Count && x.Items.SequenceEqual(y.Items, this),
            ValueKind.Object => ObjectsEqual(x, y),
            _ => true,
        };
    }

    public int GetHashCode(Value obj) => Canonical(obj).GetHashCode(StringComparison.Ordinal);

    /// <summary>A text that two values share exactly when they are equal.</summary>
    public static string Canonical(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>Whether every property of <paramref name="part"/> is in <paramref name="whole"/> with an equal value; for what is no object, equality.</summary>
    public bool Contains(Value whole, Value part) =>
        whole.Kind == ValueKind.Object && part.Kind == ValueKind.Object
            ? part.Properties.All(property => whole.Property(property.Key) is { IsUndefined: false } value && Contains(value, property.Value))
            : Equals(whole, part);

    /// <summary>Compares as doubles and, where those are equal and may have lost bits, as whole numbers.</summary>
    private static int CompareNumbers(Value x, Value y)
    {
        var (a, b) = (x.Number, y.Number);
        return a != b || Math.Abs(a) < LargeNumber ? (a < b ? -1 : a > b ? 1 : 0)
            : x.TryGetInteger(out var m) && y.TryGetInteger(out var n) ? m.CompareTo(n)
            : 0;
    }

    private bool ObjectsEqual(Value x, Value y)
    {
        var count = 0;
        foreach (var (name, value) in x.Properties)
        {
            if (y.Property(name) is not { IsUndefined: false } other || !Equals(value, other))
            {
                return false;
            }

            count++;
        }

        return y.Properties.Count() == count;
    }

    private static void Append(StringBuilder text, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined:
                text.Append('u');
                break;
            case ValueKind.Null:
                text.Append('z');
                break;
            case ValueKind.Boolean:
                text.Append(value.Boolean ? 't' : 'f');
                break;
            case ValueKind.Number:
                text.Append(Math.Abs(value.Number) >= LargeNumber && value.TryGetInteger(out var whole)
                    ? whole.ToString(CultureInfo.InvariantCulture)
                    : (value.Number + 0.0).ToString("R", CultureInfo.InvariantCulture)).Append(';');
                break;
            case ValueKind.String:
                AppendText(text, value.Text);
                break;
            case ValueKind.Array:
                text.Append('[');
                foreach (var item in value.Items)
                {
                    Append(text, item);
                }

                text.Append(']');
                break;
            default:
                text.Append('{');
                foreach (var (name, item) in value.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
                {
                    AppendText(text, name);
                    Append(text, item);
                }

                text.Append('}');
                break;
        }
    }

    private static void AppendText(StringBuilder text, string value) => text.Append('s').Append(value.Length).Append(':').Append(value);
}
