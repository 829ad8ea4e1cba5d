using System.Threading.Channels;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary>Says when a container's documents have changed: the embedded endpoint tells; for any other, wait and look.</summary>
internal sealed class CommitSignal : IDisposable
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IDisposable? _subscription;
    private long _count;

    /// <param name="emulator">The embedded endpoint; null when the container is elsewhere.</param>
    /// <param name="database">The container's database.</param>
    /// <param name="container">The container.</param>
    public CommitSignal(Emulator? emulator, string database, string container) => _subscription = emulator?.OnCommit(commit =>
    {
        if (commit.Database == database && commit.Container == container)
        {
            Interlocked.Increment(ref _count);
            _rung.Writer.TryWrite(true);
        }
    });

    /// <summary>How many commits it has heard of.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Waits for a change since the last wait, or for <paramref name="delay"/> when nothing tells of changes.</summary>
    public async Task WaitAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken)
    {
        if (_subscription is null)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _rung.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _subscription?.Dispose();
}
