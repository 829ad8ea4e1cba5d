using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Benchmarks;

/// <summary>The limit: the same work done with SQLite itself, prepared statements and nothing else. No protocol, no checks, no ETags.</summary>
internal sealed class SqliteTarget : ICosmosTarget
{
    private const string Insert = "INSERT INTO writes(pk, id, body) VALUES($pk, $id, $body)";
    private readonly string _connectionString;
    private readonly SqliteTargetConnection _writer;
    private readonly Lock _gate = new();
    private readonly ConcurrentBag<SqliteTargetConnection> _readers = [];
    private int _created;

    public SqliteTarget(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        _writer = new SqliteTargetConnection(_connectionString, Insert);
    }

    public string Name => "SQLite itself, no SDK (the limit)";

    public string Durability => "WAL, NORMAL";

    public TimeSpan ServerCpu => TimeSpan.Zero;

    public bool Supports(CosmosOperation operation) => true;

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        _writer.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
        foreach (var table in (string[])["reads", "writes"])
        {
            _writer.Execute($"CREATE TABLE {table}(seq INTEGER PRIMARY KEY, pk TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, UNIQUE(pk, id))");
        }

        _writer.Execute("BEGIN");
        for (var i = 0; i < OrderDocument.Count; i++)
        {
            _writer.Write(OrderDocument.Partition(i), OrderDocument.Id(i), OrderDocument.Of(OrderDocument.Id(i), OrderDocument.Partition(i), i % OrderDocument.PerPartition));
        }

        _writer.Execute("INSERT INTO reads SELECT * FROM writes; DELETE FROM writes; COMMIT");
        return Task.CompletedTask;
    }

    public ValueTask RunAsync(CosmosOperation operation, Random random)
    {
        var number = random.Next(OrderDocument.Count);
        switch (operation)
        {
            case CosmosOperation.PointRead:
                Read(reader => reader.Read(OrderDocument.Partition(number), OrderDocument.Id(number)), 1);
                break;
            case CosmosOperation.QueryPageOf20:
                Read(reader => reader.Query(OrderDocument.Partition(number)), 20);
                break;
            case CosmosOperation.Create:
                Write(OrderDocument.Partition(number), 1);
                break;
            case CosmosOperation.BatchOf5:
                Write(OrderDocument.Partition(number), 5);
                break;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void Read(Func<SqliteTargetConnection, int> work, int expected)
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = new SqliteTargetConnection(_connectionString, Insert);
        }

        var found = work(reader);
        _readers.Add(reader);
        if (found != expected)
        {
            throw new InvalidOperationException($"Found {found} documents, not {expected}.");
        }
    }

    private void Write(string partition, int count)
    {
        lock (_gate)
        {
            _writer.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < count; i++)
            {
                var id = OrderDocument.Id(OrderDocument.Count + ++_created);
                _writer.Write(partition, id, OrderDocument.Of(id, partition, i));
            }

            _writer.Execute("COMMIT");
        }
    }
}
