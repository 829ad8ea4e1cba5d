using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Spreads what is sent over time: so much a second or minute on average over all processes, with bursts of one period's worth (a token bucket).</summary>
/// <remarks>
/// The times at which somebody may be asked are in one record of the store; a process takes half a second's worth of them at once, so that it writes at most twice a second.
/// What is too early gets a time of its own and comes back then, so that a backlog is put back once and not again and again. Times that nobody uses pass.
/// </remarks>
internal sealed class Throttle(IDocumentStore store, TimeProvider time)
{
    private const string Model = "_throttle";
    private const int Races = 32;
    private const int ManyShares = 10_000;

    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Share> _shares = new(StringComparer.Ordinal);

    /// <summary>How long a subscription's delivery has to wait, and it has its place then; zero for not at all.</summary>
    /// <param name="subscription">The subscription's id.</param>
    /// <param name="perSecond">The rate, at least 1.</param>
    /// <param name="cancellationToken">Gives up; a place that was taken passes.</param>
    /// <exception cref="StoreException">The store refused, or others took places faster each time.</exception>
    public async ValueTask<TimeSpan> ReserveAsync(string subscription, int perSecond, CancellationToken cancellationToken) =>
        await ReserveAsync(subscription, perSecond, TimeSpan.FromSeconds(1), TimeSpan.MaxValue, cancellationToken).ConfigureAwait(false) ?? TimeSpan.Zero;

    /// <summary>How long somebody has to wait, and has his place then; null when it were longer than he would wait: he has none.</summary>
    /// <param name="key">Whose times they are.</param>
    /// <param name="count">How many are sent in a period, at least 1.</param>
    /// <param name="period">The period.</param>
    /// <param name="patience">The longest wait.</param>
    /// <param name="cancellationToken">Gives up; a place that was taken passes.</param>
    /// <exception cref="StoreException">The store refused, or others took places faster each time.</exception>
    public async ValueTask<TimeSpan?> ReserveAsync(string key, int count, TimeSpan period, TimeSpan patience, CancellationToken cancellationToken)
    {
        var share = _shares.GetOrAdd(key, static _ => new Share());
        await share.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var interval = Math.Max(1, period.Ticks / count); // more than one a tick is as good as no bound
            var now = time.GetUtcNow().UtcTicks;
            var earliest = now - period.Ticks + interval;
            share.Next = Math.Max(share.Next, earliest);
            if (share.Next >= share.End)
            {
                await TakeAsync(share, key, earliest, interval * Math.Max(1, TimeSpan.TicksPerSecond / 2 / interval), cancellationToken).ConfigureAwait(false);
            }

            if (share.Next - now > patience.Ticks)
            {
                return null;
            }

            var reserved = share.Next;
            share.Next += interval;
            return reserved > now ? TimeSpan.FromTicks(reserved - now) : TimeSpan.Zero;
        }
        finally
        {
            share.Gate.Release();
            Forget();
        }
    }

    /// <summary>Takes the next times of the record for this process alone.</summary>
    private async Task TakeAsync(Share share, string key, long earliest, long length, CancellationToken cancellationToken)
    {
        var partition = StorePartition.Of($"{Model}-{key}");
        var id = StoredId.Of(Model, key);
        for (var race = 0; ; race++)
        {
            var start = Math.Max(share.Taken, earliest);
            var body = new JsonObject
            {
                [EnvelopeNames.Model] = Model,
                [EnvelopeNames.Key] = key,
                ["taken"] = new DateTime(start + length, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture), // ticks are more than a JSON number keeps
            };
            var life = TimeSpan.FromTicks(Math.Max(0, start + length - time.GetUtcNow().UtcTicks)) + Margin;
            StoreOperation write = share.ETag is null
                ? new StoreOperation.Create(id, body) { TimeToLive = life }
                : new StoreOperation.Replace(id, body) { IfMatch = share.ETag, TimeToLive = life };
            try
            {
                var written = await store.WriteAsync(partition, write, null, cancellationToken).ConfigureAwait(false);
                (share.Next, share.End, share.Taken, share.ETag) = (start, start + length, start + length, written!.ETag);
                return;
            }
            catch (Exception error) when (error is ETagMismatchException or DocumentExistsException or DocumentNotFoundException && race < Races)
            {
                await ReadAsync(share, partition, id, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets go of shares that are used up when there are many; whoever asks for one again takes from the record anew.</summary>
    private void Forget()
    {
        if (_shares.Count > ManyShares)
        {
            var now = time.GetUtcNow().UtcTicks;
            foreach (var (key, _) in _shares.Where(share => share.Value.End < now))
            {
                _shares.TryRemove(key, out _);
            }
        }
    }

    private async Task ReadAsync(Share share, StorePartition partition, string id, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(partition, id, null, cancellationToken).ConfigureAwait(false) is not StoreReadResult.Found found)
        {
            (share.Taken, share.ETag) = (0, null);
            return;
        }

        using var json = JsonDocument.Parse(found.Document.Body);
        var taken = DateTime.Parse(json.RootElement.GetProperty("taken").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        (share.Taken, share.ETag) = (taken.Ticks, found.Document.ETag);
    }

    /// <summary>What this process has of somebody's times.</summary>
    private sealed class Share
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>The next time of this process's own.</summary>
        public long Next { get; set; }

        /// <summary>Where its own times end.</summary>
        public long End { get; set; }

        /// <summary>Up to where times were taken, by whomever, when the record was last seen.</summary>
        public long Taken { get; set; }

        public string? ETag { get; set; }
    }
}
