using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Virga.Notifications;

namespace Virga.LocalStorage;

/// <summary>Message queues in a SQLite file: what Azure Storage queues are in the cloud, with the same limits. It tells at once when a message becomes visible.</summary>
/// <remarks>A sent message survives the death of the process. As with Azure Storage, a receipt stays good after the visibility has passed until someone else receives the message.</remarks>
public sealed class SqliteQueue : IMessageQueue, IQueueSignal, IQueueRecovery
{
    private readonly SqliteFile _file;
    private readonly TimeProvider _time;
    private readonly QueueBells _bells = new();
    private readonly ConcurrentDictionary<string, byte> _read = new(StringComparer.Ordinal);

    // By the message and not by the receipt: what is never settled is taken again, and then takes no second place.
    private readonly ConcurrentDictionary<string, (string Queue, DateTimeOffset Until)> _taken = new(StringComparer.Ordinal);
    private long _sent;

    internal SqliteQueue(SqliteFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
    }

    /// <inheritdoc/>
    public Task SendAsync(string queue, BinaryData body, TimeSpan delay = default, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        QueueLimits.ThrowIfTooLarge(body);
        QueueLimits.ThrowIfOutOfBounds(delay);
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        _file.Execute(
            "INSERT INTO message (id, queue, body, inserted, visible, dequeues, receipt) VALUES ($id, $queue, $body, $now, $visible, 0, '')",
            ("$id", Guid.CreateVersion7(now).ToString()), ("$queue", queue), ("$body", body.ToArray()), ("$now", now.UtcTicks), ("$visible", (now + delay).UtcTicks));
        Interlocked.Increment(ref _sent);
        _bells.Ring(queue);
        return Task.CompletedTask;
    }

    /// <summary>How many messages this process has put into queues.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The queues that this process reads and that are not idle: a message is due, or is taken and not settled yet.</summary>
    public IReadOnlyList<string> Busy()
    {
        var now = _time.GetUtcNow();
        var due = _file.Names("SELECT DISTINCT queue FROM message WHERE visible <= $now", ("$now", now.UtcTicks)).Where(_read.ContainsKey);
        return [.. due.Concat(_taken.Values.Where(taken => taken.Until > now).Select(taken => taken.Queue)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int count, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        QueueLimits.ThrowIfOutOfBounds(count, visibility);
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        _read.TryAdd(queue, 0);
        var until = now + visibility;
        var messages = _file.Run(
            """
            UPDATE message SET visible = $until, dequeues = dequeues + 1, receipt = lower(hex(randomblob(16)))
            WHERE id IN (SELECT id FROM message WHERE queue = $queue AND visible <= $now ORDER BY visible, id LIMIT $count)
            RETURNING id, receipt, body, dequeues, inserted
            """,
            command => Take(command, queue, until), ("$until", until.UtcTicks), ("$queue", queue), ("$now", now.UtcTicks), ("$count", count));
        return Task.FromResult<IReadOnlyList<QueuedMessage>>(messages);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string queue, QueuedMessage message, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var removed = _file.Execute(
            "DELETE FROM message WHERE id = $id AND queue = $queue AND receipt = $receipt",
            ("$id", message.Id), ("$queue", queue), ("$receipt", message.Receipt));
        Settled(message, removed);
        return Task.FromResult(removed > 0);
    }

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(string queue, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        ArgumentNullException.ThrowIfNull(message);
        QueueLimits.ThrowIfOutOfBounds(delay);
        cancellationToken.ThrowIfCancellationRequested();
        var released = _file.Execute(
            "UPDATE message SET visible = $visible, receipt = lower(hex(randomblob(16))) WHERE id = $id AND queue = $queue AND receipt = $receipt",
            ("$visible", (_time.GetUtcNow() + delay).UtcTicks), ("$id", message.Id), ("$queue", queue), ("$receipt", message.Receipt));
        Settled(message, released);
        _bells.Ring(queue);
        return Task.FromResult(released > 0);
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_file.Run("SELECT COUNT(*) FROM message WHERE queue = $queue", command => (int)(long)command.ExecuteScalar()!, ("$queue", queue)));
    }

    /// <inheritdoc/>
    public Task<int> RecoverAsync(string queue, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        var recovered = _file.Execute(
            "UPDATE message SET visible = $now WHERE queue = $queue AND dequeues > 0 AND visible > $now", ("$now", now.UtcTicks), ("$queue", queue));
        _bells.Ring(queue);
        return Task.FromResult(recovered);
    }

    /// <inheritdoc/>
    public async Task WaitAsync(string queue, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        StorageName.ThrowIfInvalid(queue, nameof(queue));
        var deadline = _time.GetUtcNow() + atMost;
        while (true)
        {
            var bell = _bells.Next(queue);
            cancellationToken.ThrowIfCancellationRequested();
            var now = _time.GetUtcNow();
            var next = FirstVisible(queue) is { } visible && visible < deadline ? visible : deadline;
            if (next <= now)
            {
                return;
            }

            await WaitAsync(bell, next - now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(Task bell, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(bell, Task.Delay(atMost, _time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private DateTimeOffset? FirstVisible(string queue) => _file.Run(
        "SELECT MIN(visible) FROM message WHERE queue = $queue",
        command => command.ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : (DateTimeOffset?)null,
        ("$queue", queue));

    private void Settled(QueuedMessage message, int changed)
    {
        if (changed > 0)
        {
            _taken.TryRemove(message.Id, out _);
        }
    }

    // Within the command: whoever looks between sees a message due or taken, never neither.
    private List<QueuedMessage> Take(SqliteCommand command, string queue, DateTimeOffset until)
    {
        var messages = new List<QueuedMessage>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _taken[reader.GetString(0)] = (queue, until);
            messages.Add(new QueuedMessage(
                reader.GetString(0), reader.GetString(1), BinaryData.FromBytes(reader.GetFieldValue<byte[]>(2)), reader.GetInt32(3),
                new DateTimeOffset(reader.GetInt64(4), TimeSpan.Zero)));
        }

        return messages;
    }
}
