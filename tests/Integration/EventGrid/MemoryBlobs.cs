using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Virga.Notifications;

namespace Integration.EventGrid;

/// <summary>The blob port in memory.</summary>
internal sealed class MemoryBlobs : IBlobStore
{
    private readonly ConcurrentDictionary<(string Container, string Name), BinaryData> _blobs = new();

    public bool IsBroken { get; set; }

    public IReadOnlyList<(string Container, string Name)> All => [.. _blobs.Keys.OrderBy(key => key.Name, StringComparer.Ordinal)];

    public Task WriteAsync(string container, string name, BinaryData content, CancellationToken cancellationToken = default)
    {
        if (IsBroken)
        {
            throw new IOException("The blobs are broken.");
        }

        _blobs[(container, name)] = content;
        return Task.CompletedTask;
    }

    public Task<BinaryData?> ReadAsync(string container, string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(_blobs.GetValueOrDefault((container, name)));

    public Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(_blobs.TryRemove((container, name), out _));

    public async IAsyncEnumerable<string> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var key in All.Where(key => key.Container == container && key.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return key.Name;
        }
    }
}
