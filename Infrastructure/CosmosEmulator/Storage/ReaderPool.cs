using System.Collections.Concurrent;

namespace Virga.CosmosEmulator;

/// <summary>Hands out connections for reading: one each on a file (WAL readers never wait), the writer's own in memory (where readers take turns with it).</summary>
internal sealed class ReaderPool : IDisposable
{
    private readonly string _dataSource;
    private readonly StoreConnection? _shared;
    private readonly Lock? _gate;
    private readonly ConcurrentBag<StoreConnection> _idle = [];
    private volatile bool _isClosed;

    /// <param name="dataSource">The file to open another reader of.</param>
    /// <param name="shared">The connection to share, guarded by <paramref name="gate"/>; null when each reader has its own.</param>
    /// <param name="gate">What guards the shared connection.</param>
    public ReaderPool(string dataSource, StoreConnection? shared, Lock gate)
    {
        _dataSource = dataSource;
        _shared = shared;
        _gate = shared is null ? null : gate;
    }

    /// <summary>A connection until the lease is disposed, on the same thread.</summary>
    public Lease Rent()
    {
        ThrowIfClosed();
        if (_gate is not null)
        {
            _gate.Enter();
            if (_isClosed)
            {
                _gate.Exit();
                ThrowIfClosed();
            }

            return new Lease(this, _shared!);
        }

        return new Lease(this, _idle.TryTake(out var connection) ? connection : Open());
    }

    /// <summary>Closes the readers that are idle; those in use are closed when they come back.</summary>
    public void Dispose()
    {
        _isClosed = true;
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw WriteQueue.Closed();
        }
    }

    private StoreConnection Open()
    {
        var connection = new StoreConnection(_dataSource);
        connection.Execute("PRAGMA query_only=ON; PRAGMA mmap_size=2147418112; PRAGMA cache_size=-16384;");
        return connection;
    }

    internal readonly struct Lease(ReaderPool pool, StoreConnection connection) : IDisposable
    {
        public StoreConnection Connection { get; } = connection;

        public void Dispose()
        {
            if (pool._gate is { } gate)
            {
                gate.Exit();
            }
            else
            {
                pool._idle.Add(Connection);
                if (pool._isClosed)
                {
                    pool.CloseIdle();
                }
            }
        }
    }
}
