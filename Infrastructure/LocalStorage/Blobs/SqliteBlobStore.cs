using System.Runtime.CompilerServices;
using Virga.Notifications;

namespace Virga.LocalStorage;

/// <summary>Blobs in a SQLite file: what Azure Blob Storage is in the cloud. A written blob survives the death of the process.</summary>
public sealed class SqliteBlobStore : IBlobStore
{
    private const int NamesPerPage = 500;

    private readonly SqliteFile _file;

    internal SqliteBlobStore(SqliteFile file)
    {
        _file = file;
    }

    /// <inheritdoc/>
    public Task WriteAsync(string container, string name, BinaryData content, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalidBlob(container, name);
        ArgumentNullException.ThrowIfNull(content);
        cancellationToken.ThrowIfCancellationRequested();
        _file.Execute(
            "INSERT INTO blob (container, name, content) VALUES ($container, $name, $content) ON CONFLICT (container, name) DO UPDATE SET content = excluded.content",
            ("$container", container), ("$name", name), ("$content", content.ToArray()));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<BinaryData?> ReadAsync(string container, string name, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalidBlob(container, name);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_file.Run(
            "SELECT content FROM blob WHERE container = $container AND name = $name",
            command => command.ExecuteScalar() is byte[] bytes ? BinaryData.FromBytes(bytes) : null,
            ("$container", container), ("$name", name)));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalidBlob(container, name);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_file.Execute("DELETE FROM blob WHERE container = $container AND name = $name", ("$container", container), ("$name", name)) > 0);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(container, nameof(container));
        ArgumentNullException.ThrowIfNull(prefix);
        string? last = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var names = _file.Names(
                $"SELECT name FROM blob WHERE container = $container AND name {(last is null ? ">=" : ">")} $from ORDER BY name LIMIT $count",
                ("$container", container), ("$from", last ?? prefix), ("$count", NamesPerPage));
            foreach (var name in names)
            {
                if (!name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield break;
                }

                yield return name;
            }

            if (names.Count < NamesPerPage)
            {
                yield break;
            }

            last = names[^1];
            await Task.Yield();
        }
    }
}
