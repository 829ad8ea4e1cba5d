namespace Virga.CosmosEmulator;

/// <summary>Runs all writes one after the other, in the order they came, and commits those that wait together in one transaction.</summary>
/// <remarks>
/// A writer that finds the queue idle does its work on its own thread, without a hop; those that come meanwhile are grouped into the next commit.
/// While writers come together, the commit is left to the thread pool, behind whoever is about to write: a commit costs far more than a write.
/// Callers hear of their write only after the commit.
/// </remarks>
internal sealed class WriteQueue(StoreConnection connection, Sequence sequence, TimeProvider time, Lock gate, Action<IReadOnlyList<CosmosCommit>> committed, ReplicaHistory history)
{
    private const int GroupSize = 64;
    private readonly WriteContext _context = new(connection, sequence, time, history);
    private readonly Queue<WriteItem> _pending = new();
    private readonly Lock _queue = new();
    private bool _draining;
    private bool _isCrowded;
    private bool _isClosed;

    public Task<T> RunAsync<T>(Func<WriteContext, T> work)
    {
        var item = new WriteItem<T>(work);
        bool isCrowded;
        lock (_queue)
        {
            _pending.Enqueue(item);
            if (_draining)
            {
                return item.Task;
            }

            _draining = true;
            isCrowded = _isCrowded;
        }

        if (isCrowded)
        {
            DrainLater();
        }
        else
        {
            DrainOnce();
        }

        return item.Task;
    }

    public static WireFault Closed() => new(503, "The endpoint is closed.");

    /// <summary>Refuses what comes from now on, and waits for the transaction that runs.</summary>
    public void Close()
    {
        lock (gate)
        {
            _isClosed = true;
        }
    }

    private void DrainOnce()
    {
        var group = new List<WriteItem>();
        lock (_queue)
        {
            while (group.Count < GroupSize && _pending.TryDequeue(out var item))
            {
                group.Add(item);
            }
        }

        Run(group);
        lock (_queue)
        {
            _isCrowded = group.Count > 1 || _pending.Count > 0;
            if (_pending.Count == 0)
            {
                _draining = false;
                return;
            }
        }

        // The caller has its answer; what came meanwhile is for another thread.
        DrainLater();
    }

    private void DrainLater() => ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.DrainOnce(), this, preferLocal: false);

    private void Run(List<WriteItem> group)
    {
        if (Commit(group) is not { } failure)
        {
            return;
        }

        if (group.Count == 1)
        {
            group[0].Fail(failure);
            return;
        }

        // One of the group broke the transaction: give each its own.
        foreach (var item in group)
        {
            if (Commit([item]) is { } own)
            {
                item.Fail(own);
            }
        }
    }

    private Exception? Commit(List<WriteItem> group)
    {
        IReadOnlyList<CosmosCommit> commits;
        lock (gate)
        {
            try
            {
                if (_isClosed)
                {
                    return Closed();
                }

                connection.Prepare("BEGIN IMMEDIATE").Execute();
                foreach (var item in group)
                {
                    item.Execute(_context);
                }

                connection.Prepare("COMMIT").Execute();
            }
#pragma warning disable CA1031 // Whatever went wrong is given to the callers.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Rollback();
                return exception;
            }

            sequence.Commit();
            commits = _context.Committed();
        }

        try
        {
            // Before the writers hear of it: who has written and then asks whether anything is still to be done must not be told no.
            if (commits.Count > 0)
            {
                committed(commits);
            }
        }
        finally
        {
            foreach (var item in group)
            {
                item.Complete();
            }
        }

        return null;
    }

    private void Rollback()
    {
        _context.RolledBack();
        sequence.Rollback();
        try
        {
            connection.Prepare("ROLLBACK").Execute();
        }
        catch (StorageException)
        {
            // SQLite had already rolled back.
        }
    }
}
