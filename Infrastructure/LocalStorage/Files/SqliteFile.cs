using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Virga.LocalStorage;

/// <summary>The one SQLite file of queues and blobs, behind one connection: SQLite has one writer anyway, and a process has the file for itself.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS message (
            id TEXT PRIMARY KEY, queue TEXT NOT NULL, body BLOB NOT NULL, inserted INTEGER NOT NULL,
            visible INTEGER NOT NULL, dequeues INTEGER NOT NULL, receipt TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS message_by_visibility ON message (queue, visible);
        CREATE TABLE IF NOT EXISTS blob (
            container TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (container, name));
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    // By their text, of which there are few: SQLite compiles each once.
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteFile(IOptions<LocalStorageOptions> options)
    {
        var settings = options.Value;
        var isFile = settings.DataSource != ":memory:";
        if (isFile && Path.GetDirectoryName(Path.GetFullPath(settings.DataSource)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = settings.DataSource, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = {(settings.SurvivesPowerLoss ? "FULL" : "NORMAL")}; {Tables}");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command alone and gives back what <paramref name="read"/> makes of it.</summary>
    public T Run<T>(string sql, Func<SqliteCommand, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        lock (_gate)
        {
            var command = Command(sql);
            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            try
            {
                return read(command);
            }
            finally
            {
                command.Parameters.Clear();
            }
        }
    }

    /// <summary>Runs a command and gives back how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) => Run(sql, command => command.ExecuteNonQuery(), parameters);

    /// <summary>Runs a query and gives back its first column.</summary>
    public List<string> Names(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) => Run(sql, ReadNames, parameters);

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var command in _commands.Values)
            {
                command.Dispose();
            }

            _connection.Dispose();
        }
    }

    private SqliteCommand Command(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }

        return command;
    }

    private static List<string> ReadNames(SqliteCommand command)
    {
        var names = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
