using System.Collections.Immutable;

namespace Virga.CosmosEmulator;

/// <summary>What the last writes replaced, kept while a replica is to lag behind: enough to answer reads as of some writes ago.</summary>
internal sealed class ReplicaHistory
{
    private readonly Lock _gate = new();
    private ImmutableList<Replaced> _replaced = [];
    private int _lag;

    /// <summary>How many committed requests reads are behind; 0 for none.</summary>
    public int Lag
    {
        get => Volatile.Read(ref _lag);
        set
        {
            lock (_gate)
            {
                Volatile.Write(ref _lag, value);
                _replaced = value == 0 ? [] : _replaced;
            }
        }
    }

    /// <summary>Takes in what one committed write replaced.</summary>
    public void Add(Replaced replaced)
    {
        lock (_gate)
        {
            _replaced = _replaced.Add(replaced);
            var oldest = Oldest();
            _replaced = _replaced.RemoveAll(one => one.Request < oldest);
        }
    }

    /// <summary>What the lagging replica shows to a request; null when it shows all, as it must to one whose session token asks for it.</summary>
    public ReplicaView? ViewFor(WireRequest request, ContainerInfo container)
    {
        if (Lag == 0 || _replaced is not [var first, ..] unseen)
        {
            return null;
        }

        var asOf = first.Lsn - 1;
        return SessionToken.Lsn(request.Header(WireHeaders.SessionToken)) > asOf
            ? null
            : new ReplicaView(asOf, [.. unseen.Where(one => one.Container == container.Number)]);
    }

    /// <summary>The first of as many requests as the replica lags behind.</summary>
    private long Oldest()
    {
        var requests = _replaced.Select(one => one.Request).Distinct().ToArray();
        return requests.Length <= _lag ? long.MinValue : requests[^_lag];
    }
}
