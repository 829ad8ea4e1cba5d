namespace Virga.CosmosEmulator;

/// <summary>What one write transaction has in hand: the only connection that writes, the sequence and the time.</summary>
internal sealed class WriteContext(StoreConnection connection, Sequence sequence, TimeProvider time, ReplicaHistory history)
{
    private readonly Dictionary<ContainerInfo, long> _touched = [];
    private readonly List<Action> _afterCommit = [];
    private readonly List<Action> _onRollback = [];
    private long _request;

    public StoreConnection Connection { get; } = connection;

    public DateTimeOffset Time => time.GetUtcNow();

    /// <summary>Unix time in seconds, fractions included.</summary>
    public double Now => Time.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>The next sequence number; numbers are committed in order because there is one writer.</summary>
    public long NextLsn() => sequence.Next(Connection);

    public void Touch(ContainerInfo container, long lsn) => _touched[container] = lsn;

    /// <summary>Does something once the transaction is durable, such as showing a new container to requests.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Takes something in memory back when the transaction fails.</summary>
    public void OnRollback(Action action) => _onRollback.Add(action);

    /// <summary>Says that the next request's work begins.</summary>
    public void Begin() => _request++;

    /// <summary>Remembers what a write replaced, for replicas that lag behind.</summary>
    public void Replaced(ContainerInfo container, long seq, PartitionKeyValue key, string id, DocumentRow? before, long lsn)
    {
        if (history.Lag > 0)
        {
            var replaced = new Replaced(_request, lsn, container.Number, seq, key, id, before);
            _afterCommit.Add(() => history.Add(replaced));
        }
    }

    /// <summary>Ends the transaction in memory: runs what waited for the commit and gives back the containers it wrote to.</summary>
    public IReadOnlyList<CosmosCommit> Committed()
    {
        foreach (var action in _afterCommit)
        {
            action();
        }

        var commits = _touched.Select(touched => new CosmosCommit(touched.Key.Database.Id, touched.Key.Id, touched.Value)).ToArray();
        Abandon();
        return commits;
    }

    /// <summary>Takes back what was changed in memory, the last first.</summary>
    public void RolledBack()
    {
        for (var i = _onRollback.Count - 1; i >= 0; i--)
        {
            _onRollback[i]();
        }

        Abandon();
    }

    private void Abandon()
    {
        _onRollback.Clear();
        _afterCommit.Clear();
        _touched.Clear();
    }
}
