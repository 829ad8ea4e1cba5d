namespace Virga.CosmosEmulator;

/// <summary>Gathers one aggregate over the rows of a group. Undefined values do not take part.</summary>
internal sealed class Accumulator(string name)
{
    private long _count;
    private double _sum;
    private bool _isSpoilt;
    private Value _extreme;
    private readonly List<Value> _list = [];
    private readonly HashSet<Value> _set = new(ValueComparer.Instance);

    /// <summary>The result so far. Of no rows COUNT and SUM are 0, the others undefined.</summary>
    public Value Result => name switch
    {
        "COUNT" or "COUNTIF" => Value.Of(_count),
        "SUM" => _isSpoilt ? Value.Undefined : Value.Of(_sum),
        "AVG" => _isSpoilt || _count == 0 ? Value.Undefined : Value.Of(_sum / _count),
        "MAKELIST" or "MAKESET" => Value.Of([.. _list]),
        _ => _isSpoilt ? Value.Undefined : _extreme,
    };

    public static bool IsAggregate(string name) => name.ToUpperInvariant() is "COUNT" or "COUNTIF" or "SUM" or "AVG" or "MIN" or "MAX" or "MAKELIST" or "MAKESET";

    public void Add(Value value)
    {
        if (value.IsUndefined)
        {
            return;
        }

        switch (name)
        {
            case "COUNT":
                _count++;
                break;
            case "COUNTIF":
                _count += value.IsTrue ? 1 : 0;
                break;
            case "SUM" or "AVG":
                // One value that is no number makes the whole sum undefined.
                _isSpoilt |= value.Kind != ValueKind.Number;
                _sum += _isSpoilt ? 0 : value.Number;
                _count++;
                break;
            case "MAKELIST":
                _list.Add(value);
                break;
            case "MAKESET":
                if (_set.Add(value))
                {
                    _list.Add(value);
                }

                break;
            default:
                AddExtreme(value);
                break;
        }
    }

    private void AddExtreme(Value value)
    {
        _isSpoilt |= !value.IsPrimitive;
        if (_isSpoilt)
        {
            return;
        }

        var order = _extreme.IsUndefined ? 0 : ValueComparer.Instance.Compare(value, _extreme);
        if (_extreme.IsUndefined || (name == "MIN" ? order < 0 : order > 0))
        {
            _extreme = value;
        }
    }
}
