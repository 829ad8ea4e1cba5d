namespace Virga.CosmosEmulator;

/// <summary>Keeps the first rows of an order while all are read, in memory for a few times as many.</summary>
internal sealed class TopRows(OrderedRowComparer comparer, long capacity)
{
    private readonly List<OrderedRow> _rows = [];
    private OrderedRow? _worst;

    /// <summary>Whether the row can still be among the first.</summary>
    public bool Wants(OrderedRow row) => _worst is null || comparer.Compare(row, _worst) < 0;

    public void Add(OrderedRow row)
    {
        _rows.Add(row);
        if (_rows.Count > (capacity * 2) + 64)
        {
            _rows.Sort(comparer);
            _rows.RemoveRange((int)capacity, _rows.Count - (int)capacity);
            _worst = _rows[^1];
        }
    }

    public IEnumerable<OrderedRow> Sorted()
    {
        _rows.Sort(comparer);
        return _rows.Take((int)Math.Min(capacity, int.MaxValue));
    }
}
