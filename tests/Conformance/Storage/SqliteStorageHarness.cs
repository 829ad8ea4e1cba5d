using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Virga.LocalStorage;
using Virga.Notifications;

namespace Conformance.Storage;

public sealed class SqliteStorageHarness : StorageHarness, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("virga-storage-");
    private readonly FakeTimeProvider _time = new();
    private readonly SqliteFile _file;

    public SqliteStorageHarness()
    {
        _file = new SqliteFile(Options.Create(new LocalStorageOptions { DataSource = Path.Combine(_folder.FullName, "storage.db") }));
        Queue = new SqliteQueue(_file, _time);
        Blobs = new SqliteBlobStore(_file);
    }

    public override IMessageQueue Queue { get; }

    public override IBlobStore Blobs { get; }

    public override void PassASecond() => _time.Advance(TimeSpan.FromSeconds(1));

    public void Dispose()
    {
        _file.Dispose();
        _folder.Delete(recursive: true);
    }
}
