namespace Virga.CosmosEmulator;

/// <summary>The order of ORDER BY. Equal keys come in the order of creation, or against it when the first path is descending: clients that resume
/// a page by themselves count on that.</summary>
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
        return seq != 0 ? (items[0].IsDescending ? -seq : seq) : x.Index.CompareTo(y.Index);
    }
}
