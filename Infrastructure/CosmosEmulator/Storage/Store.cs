namespace Virga.CosmosEmulator;

/// <summary>The SQLite file (or memory) under an emulator: one writer, many readers, and the catalogue of containers.</summary>
internal sealed class Store : IDisposable
{
    private const string Ddl = """
        CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS databases(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, ts INTEGER NOT NULL, offer TEXT);
        CREATE TABLE IF NOT EXISTS containers(rid INTEGER PRIMARY KEY, database INTEGER NOT NULL, id TEXT NOT NULL, definition TEXT NOT NULL,
          etag TEXT NOT NULL, ts INTEGER NOT NULL, offer TEXT, ranges TEXT, logged INTEGER, UNIQUE(database, id));
        """;

    private const string Copy = "VACUUM INTO ?1";
    private readonly string _dataSource;
    private readonly FileLock? _fileLock;
    private readonly StoreConnection _writer;
    private readonly ReaderPool _readers;
    private readonly Sweeper _sweeper;
    private readonly TimeProvider _time;

    public Store(CosmosEmulatorOptions options, Action<IReadOnlyList<CosmosCommit>> committed)
    {
        var isFile = options.DataSource != CosmosEmulatorOptions.InMemory;
        if (isFile)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.DataSource))!);
            _fileLock = FileLock.Take(options.DataSource);
        }

        try
        {
            _dataSource = options.DataSource;
            _writer = new StoreConnection(_dataSource);
            _writer.Execute("PRAGMA journal_mode=WAL;");
            _writer.Execute(options.SynchronousFull ? "PRAGMA synchronous=FULL;" : "PRAGMA synchronous=NORMAL;");
            _writer.Execute("PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;");
            _writer.Execute(Ddl);
            Upgrade(_writer);
            var gate = new Lock();
            Sequence = new Sequence(_writer);
            _readers = new ReaderPool(_dataSource, isFile ? null : _writer, gate);
            _time = options.TimeProvider;
            Writes = new WriteQueue(_writer, Sequence, options.TimeProvider, gate, committed, History);
            Catalog = new Catalog(_writer);
            IndexAfter = options.IndexAfter;
            Indexes = new PathIndexes(this);
            _sweeper = new Sweeper(Catalog, Writes, options.TimeProvider);
        }
        catch
        {
            _writer?.Dispose();
            _fileLock?.Dispose();
            throw;
        }
    }

    public Catalog Catalog { get; }

    public Sequence Sequence { get; }

    public WriteQueue Writes { get; }

    /// <summary>How many documents queries look at in vain before a path gets an index.</summary>
    public int IndexAfter { get; }

    public PathIndexes Indexes { get; }

    /// <summary>What a replica that lags behind has not seen.</summary>
    public ReplicaHistory History { get; } = new();

    /// <summary>Unix time in whole seconds.</summary>
    public long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    public ReaderPool.Lease Rent() => _readers.Rent();

    /// <summary>A setting of the writing connection, for tests that hold us to what the documentation promises.</summary>
    public string Pragma(string name) => _writer.Scalar($"PRAGMA {name}") ?? "";

    /// <summary>Adds what files of earlier versions lack.</summary>
    private static void Upgrade(StoreConnection writer)
    {
        foreach (var column in (string[])["ranges TEXT", "logged INTEGER"])
        {
            if (writer.Scalar($"SELECT COUNT(*) FROM pragma_table_info('containers') WHERE name='{column[..column.IndexOf(' ', StringComparison.Ordinal)]}'") == "0")
            {
                writer.Execute($"ALTER TABLE containers ADD COLUMN {column}");
            }
        }
    }

    public void BackUp(string path)
    {
        if (_fileLock is null)
        {
            using var lease = Rent();
            lease.Connection.Prepare(Copy).Bind(1, path).Execute();
            return;
        }

        using var connection = new StoreConnection(_dataSource);
        connection.Prepare(Copy).Bind(1, path).Execute();
    }

    public void Dispose()
    {
        _sweeper.Dispose();
        _readers.Dispose();
        Writes.Close();
        _writer.Dispose();
        _fileLock?.Dispose();
    }
}
