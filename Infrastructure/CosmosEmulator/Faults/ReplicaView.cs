namespace Virga.CosmosEmulator;

/// <summary>A container as a replica that lags behind shows it.</summary>
internal sealed class ReplicaView
{
    private readonly Dictionary<long, Replaced> _first = [];

    /// <param name="asOf">The sequence number of the last write it has seen.</param>
    /// <param name="unseen">The writes it has not seen, in their order.</param>
    public ReplicaView(long asOf, IReadOnlyList<Replaced> unseen)
    {
        AsOf = asOf;
        foreach (var replaced in unseen)
        {
            _first.TryAdd(replaced.Seq, replaced);
        }
    }

    public long AsOf { get; }

    /// <summary>The document with a key, given the one there is now.</summary>
    public DocumentRow? Document(PartitionKeyValue key, string id, DocumentRow? now) =>
        _first.Values.FirstOrDefault(one => one.Before is not null && one.Id == id && one.Key.Equals(key))?.Before
            ?? (now is not null && _first.ContainsKey(now.Seq) ? null : now);

    /// <summary>The documents of a scope, given those there are now, in no order.</summary>
    public IEnumerable<DocumentRow> Documents(IEnumerable<DocumentRow> now, QueryScope scope, ContainerInfo container) =>
        now.Where(row => !_first.ContainsKey(row.Seq))
            .Concat(_first.Values.Where(one => one.Before is not null && scope.Has(one.Key, container)).Select(one => one.Before!));
}
