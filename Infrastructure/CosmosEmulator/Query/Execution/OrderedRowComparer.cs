namespace Virga.CosmosEmulator;

/// <summary>The order of ORDER BY. Equal keys come in the order of creation, or against it when the first path is descending: clients that resume
/// a page by themselves count on that.</summary>
internal sealed class OrderedRowComparer(IReadOnlyList<OrderItem> items) : IComparer<OrderedRow>
{
    public bool IsDescending { get; } = items.Count > 0 && items[0].IsDescending;

    public int Compare(OrderedRow? x, OrderedRow? y)
    {
        var keys = CompareKeys(x!.Keys, y!.Keys);
        if (keys != 0)
        {
            return keys;
        }

        var seq = CompareSeq(x.Seq, y.Seq);
        return seq != 0 ? seq : x.Index.CompareTo(y.Index);
    }

    public int CompareKeys(byte[][] x, byte[][] y)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var order = x[i].AsSpan().SequenceCompareTo(y[i]);
            if (order != 0)
            {
                return items[i].IsDescending ? -order : order;
            }
        }

        return 0;
    }

    public int CompareSeq(long x, long y) => IsDescending ? y.CompareTo(x) : x.CompareTo(y);
}
