using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>The log sequence numbers of a store: one counter for all containers, never reused, not even when the last documents were deleted before a restart.</summary>
internal sealed class Sequence
{
    private const int Block = 1000;
    private long _last;
    private long _reserved;
    private long _committed;

    public Sequence(StoreConnection connection)
    {
        _reserved = long.Parse(connection.Scalar("SELECT value FROM meta WHERE name='lsn'") ?? "0", CultureInfo.InvariantCulture);
        _last = _reserved;
        _committed = _reserved;
    }

    /// <summary>The highest committed number: nothing at or below it appears later.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>The next number; reserves a block of them in the running transaction when the last block is used up.</summary>
    public long Next(StoreConnection connection)
    {
        if (_last == _reserved)
        {
            connection.Prepare("INSERT OR REPLACE INTO meta(name, value) VALUES('lsn', ?1)").Bind(1, _reserved + Block).Execute();
            _reserved += Block;
        }

        return ++_last;
    }

    public void Commit() => Volatile.Write(ref _committed, _last);

    /// <summary>Forgets a rolled back reservation, so that the next number reserves again.</summary>
    public void Rollback() => _reserved = _last;
}
