using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Decides which relay sends a record: it writes down the plan, the first time, and who sends it now.</summary>
internal sealed class OutboxClaims(OutboxStore store, DeliveryPlanner planner, IOptions<NotificationsOptions> options, TimeProvider time)
{
    private const int Races = 5;

    private readonly RelayOwner _me = RelayOwner.New(options.Value.Instance);

    /// <summary>Takes a record to send it. The record as it was taken, and <see cref="RelayOutcome.Sent"/>; no record, and why, when there is nothing to do here.</summary>
    public async Task<(StoredOutboxRecord? Claimed, RelayOutcome Outcome)> TakeAsync(StoredOutboxRecord stored, CancellationToken cancellationToken)
    {
        for (var race = 0; race < Races; race++)
        {
            if (stored.Record.State == OutboxState.Sent)
            {
                return (null, RelayOutcome.Nothing);
            }

            if (IsAnothers(stored.Record))
            {
                return (null, RelayOutcome.LeftToAnother);
            }

            if (await ClaimAsync(stored, cancellationToken).ConfigureAwait(false) is { } claimed)
            {
                return (claimed, RelayOutcome.Sent);
            }

            if (await store.ReadAsync(stored.Partition, stored.Record.Id, cancellationToken).ConfigureAwait(false) is not { } current)
            {
                return (null, RelayOutcome.Nothing);
            }

            stored = current;
        }

        return (null, RelayOutcome.LeftToAnother);
    }

    private bool IsAnothers(OutboxRecord record) =>
        record.State == OutboxState.Planned && !_me.MaySend(record.Owner) && time.GetUtcNow() - record.StateAt < options.Value.SweepAfter;

    /// <summary>Writes down the plan, or who sends it now; null when somebody else wrote the record first.</summary>
    private async Task<StoredOutboxRecord?> ClaimAsync(StoredOutboxRecord stored, CancellationToken cancellationToken)
    {
        var plan = stored.Record.Plan ?? await planner.PlanAsync(stored.Record.Message, cancellationToken).ConfigureAwait(false);
        var claim = stored.Record with
        {
            State = plan.Recipients.Count == 0 ? OutboxState.Sent : OutboxState.Planned,
            StateAt = MessageTime.Truncate(time.GetUtcNow()),
            Attempts = stored.Record.Attempts + 1,
            Owner = _me.ToString(),
            Plan = plan,
        };
        return await store.TryReplaceAsync(stored, claim, cancellationToken).ConfigureAwait(false);
    }
}
