using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Wakes groups whose turn should have gone on by now and did not: its queue message was lost. Run it once a minute.</summary>
public sealed class FifoSweeper
{
    private const int PageSize = 100;

    private readonly FifoStore _store;
    private readonly FifoTurns _turns;
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _time;

    internal FifoSweeper(FifoStore store, FifoTurns turns, IOptions<NotificationsOptions> options, TimeProvider time) =>
        (_store, _turns, _options, _time) = (store, turns, options.Value, time);

    /// <summary>Wakes what is overdue by <see cref="NotificationsOptions.SweepAfter"/>; how many groups. A group that is not lost notices nothing.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        var woken = 0;
        string? continuation = null;
        do
        {
            (var heads, continuation) = await _store.HeadsAsync(FifoStore.OverdueSince(_time.GetUtcNow() - _options.SweepAfter), PageSize, continuation, cancellationToken).ConfigureAwait(false);
            foreach (var head in heads)
            {
                await _turns.SendAsync(FifoTurn.New(head.Topic, head.Group, head.Recipient), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                woken++;
            }
        }
        while (continuation is not null && woken < _options.SweepLimit);
        return woken;
    }
}
