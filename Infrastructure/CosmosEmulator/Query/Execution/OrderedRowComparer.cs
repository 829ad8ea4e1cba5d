namespace Virga.CosmosEmulator;

/// <summary>The order of ORDER BY; equal keys in the order of creation.</summary>
internal sealed class OrderedRowComparer(IReadOnlyList<OrderItem> items) : IComparer<OrderedRow>
{
    public int Compare(OrderedRow? x, OrderedRow? y)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var order = ValueComparer.Instance.Compare(x!.Keys[i], y!.Keys[i]);
            if (order != 0)
            {
                return items[i].IsDescending ? -order : order;
            }
        }

        var seq = x!.Seq.CompareTo(y!.Seq);
        return seq != 0 ? seq : x.Index.CompareTo(y.Index);
    }
}
