using SQLitePCL;

namespace Virga.CosmosEmulator;

/// <summary>One connection with its prepared statements, kept by their text. Not for two threads at a time.</summary>
/// <remarks>Opened without ADO.NET: compiling that at the first use is a fifth of a cold start.</remarks>
internal sealed class StoreConnection : IDisposable
{
    // One thread at a time uses a connection, so that SQLite need not lock it at each call.
    private const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
    private const int BusyMilliseconds = 30_000;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    static StoreConnection() => Batteries_V2.Init();

    public StoreConnection(string dataSource)
    {
        var code = raw.sqlite3_open_v2(dataSource, out _handle, Flags, null);
        if (code != raw.SQLITE_OK)
        {
            using (_handle)
            {
                throw new StorageException(code, $"'{dataSource}' cannot be opened: {raw.sqlite3_errstr(code).utf8_to_string()}.");
            }
        }

        _ = raw.sqlite3_busy_timeout(_handle, BusyMilliseconds);
        KeyFunction.Register(_handle);
    }

    /// <summary>A statement ready to be bound. Dispose it after use; it stays prepared.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(_handle, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs statements that are used once or seldom.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK)
        {
            throw new StorageException(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
        }
    }

    /// <summary>The first column of the first row as text; null when there is none.</summary>
    public string? Scalar(string sql)
    {
        var statement = new Statement(_handle, sql);
        try
        {
            return statement.Step() && !statement.IsNull(0) ? statement.Text(0) : null;
        }
        finally
        {
            statement.Close();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _handle.Dispose();
    }
}
