using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Support;
using Virga.LocalStorage;

namespace Conformance.Storage;

/// <summary>The wake-up of the local queue, which Azure Storage does not have.</summary>
public sealed class QueueSignalTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly BinaryData Body = BinaryData.FromString("a");

    private readonly FakeTimeProvider _time = new();
    private readonly SqliteFile _file = new(Options.Create(new LocalStorageOptions { DataSource = ":memory:" }));
    private readonly SqliteQueue _queue;

    public QueueSignalTests()
    {
        _queue = new SqliteQueue(_file, _time);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_waiter_returns_at_once_when_a_message_is_visible()
    {
        await _queue.SendAsync("work", Body, cancellationToken: Stop);

        Assert.True(_queue.WaitAsync("work", Hour, Stop).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_sent_message_wakes_the_waiters_of_its_queue_only()
    {
        var (mine, others) = (_queue.WaitAsync("work", Hour, Stop), _queue.WaitAsync("other", Hour, Stop));

        await _queue.SendAsync("work", Body, cancellationToken: Stop);

        await mine.WaitAsync(Patience, Stop);
        Assert.False(others.IsCompleted);
    }

    [Fact]
    public async Task A_delayed_message_wakes_a_waiter_when_its_time_comes()
    {
        var waiting = _queue.WaitAsync("work", Hour, Stop);
        await _queue.SendAsync("work", Body, TimeSpan.FromMinutes(1), Stop);

        await AdvanceUntilAsync(waiting, TimeSpan.FromSeconds(10));

        Assert.Single(await _queue.ReceiveAsync("work", 1, Hour, Stop));
    }

    [Fact]
    public async Task A_message_whose_receiver_died_wakes_a_waiter_when_its_visibility_ends()
    {
        await _queue.SendAsync("work", Body, cancellationToken: Stop);
        await _queue.ReceiveAsync("work", 1, TimeSpan.FromSeconds(30), Stop);

        await AdvanceUntilAsync(_queue.WaitAsync("work", Hour, Stop), TimeSpan.FromSeconds(10));

        Assert.Equal(2, Assert.Single(await _queue.ReceiveAsync("work", 1, Hour, Stop)).DequeueCount);
    }

    [Fact]
    public async Task A_waiter_waits_no_longer_than_it_said()
    {
        var waiting = _queue.WaitAsync("work", TimeSpan.FromMinutes(1), Stop);

        await AdvanceUntilAsync(waiting, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_waiter_stops_when_told()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _queue.WaitAsync("work", Hour, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Messages_and_blobs_outlive_the_process()
    {
        var folder = Directory.CreateTempSubdirectory("virga-storage-");
        var options = Options.Create(new LocalStorageOptions { DataSource = Path.Combine(folder.FullName, "made", "storage.db") });
        using (var first = new SqliteFile(options))
        {
            await new SqliteQueue(first, _time).SendAsync("work", Body, cancellationToken: Stop);
            await new SqliteBlobStore(first).WriteAsync("kept", "a", Body, Stop);
        }

        using (var second = new SqliteFile(options))
        {
            Assert.Equal(1, await new SqliteQueue(second, _time).CountAsync("work", Stop));
            Assert.Equal("a", (await new SqliteBlobStore(second).ReadAsync("kept", "a", Stop))?.ToString());
        }

        folder.Delete(recursive: true);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The waiter may look at the clock between two steps, so steps go on until it has returned, with a deadline in real time.</summary>
    private Task AdvanceUntilAsync(Task waiting, TimeSpan step) => Eventually.True(
        () =>
        {
            _time.Advance(step);
            return waiting.IsCompletedSuccessfully;
        },
        "the waiter of the queue", cancellationToken: Stop);
}
