using Microsoft.Data.Sqlite;

namespace Virga.CosmosEmulator;

/// <summary>One connection with its prepared statements, kept by their text. Not for two threads at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public StoreConnection(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        KeyFunction.Register(_connection.Handle!);
    }

    /// <summary>A statement ready to be bound. Dispose it after use; it stays prepared.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(_connection.Handle!, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a statement that is used once or seldom.</summary>
    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this project come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row as text; null when there is none.</summary>
    public string? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only constants of this project come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()?.ToString();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _connection.Dispose();
    }
}
