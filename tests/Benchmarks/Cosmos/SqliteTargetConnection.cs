using Microsoft.Data.Sqlite;

namespace Benchmarks;

/// <summary>A connection and its prepared commands.</summary>
internal sealed class SqliteTargetConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly string _insert;

    public SqliteTargetConnection(string connectionString, string insert)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        _insert = insert;
    }

    public void Execute(string sql) => Command(sql).ExecuteNonQuery();

    public void Write(string partition, string id, byte[] body)
    {
        var command = Command(_insert, "$pk", "$id", "$body");
        command.Parameters[0].Value = partition;
        command.Parameters[1].Value = id;
        command.Parameters[2].Value = body;
        command.ExecuteNonQuery();
    }

    public int Read(string partition, string id)
    {
        var command = Command("SELECT body FROM reads WHERE pk=$pk AND id=$id", "$pk", "$id");
        command.Parameters[0].Value = partition;
        command.Parameters[1].Value = id;
        return Count(command);
    }

    public int Query(string partition)
    {
        var command = Command("SELECT body FROM reads WHERE pk=$pk AND json_extract(body, '$.total') >= 10 LIMIT 20", "$pk");
        command.Parameters[0].Value = partition;
        return Count(command);
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private static int Count(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        var count = 0;
        while (rows.Read())
        {
            count += rows.GetFieldValue<byte[]>(0).Length > 0 ? 1 : 0;
        }

        return count;
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only constants come here.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var parameter in parameters)
            {
                command.Parameters.AddWithValue(parameter, DBNull.Value);
            }

            _commands.Add(sql, command);
        }

        return command;
    }
}
