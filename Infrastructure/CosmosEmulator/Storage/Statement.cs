using System.Text;
using SQLitePCL;

namespace Virga.CosmosEmulator;

/// <summary>One prepared statement. Disposing it makes it ready for the next use; <see cref="Close"/> ends it.</summary>
/// <remarks>Used instead of ADO.NET commands because it binds and reads spans: a point read allocates its answer and nothing else.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _handle));
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_handle, index, value));
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_handle, index, number) : raw.sqlite3_bind_null(_handle, index));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_handle, index));
            return this;
        }

        // With its length, not as a zero-terminated string: ids and keys may hold the character U+0000.
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> bytes = size <= 1024 ? stackalloc byte[size] : new byte[size];
        Check(raw.sqlite3_bind_text(_handle, index, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_handle, index, value));
        return this;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that has no rows, and makes it ready for the next use.</summary>
    public void Execute()
    {
        try
        {
            Step();
        }
        finally
        {
            Dispose();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_handle, column));

    /// <summary>The bytes of a column; valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_handle, column);

    public void Dispose()
    {
        _ = raw.sqlite3_reset(_handle);
        _ = raw.sqlite3_clear_bindings(_handle);
    }

    public void Close() => _handle.Dispose();

    private void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE)
        {
            return;
        }

        throw new StorageException(code, raw.sqlite3_errmsg(_database).utf8_to_string());
    }
}
