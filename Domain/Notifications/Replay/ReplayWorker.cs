using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Takes a replay's messages from the archive, page by page.</summary>
internal sealed class ReplayWorker(ReplayStore replays, RecipientPolicies policies, DeliverySender sender, FifoStore logs, FifoTurns turns, IMessageQueue queue, TimeProvider time)
{
    public async Task HandleAsync(ReplayStep step, CancellationToken cancellationToken)
    {
        if (await replays.ReadAsync(step.Topic, step.Recipient, cancellationToken).ConfigureAwait(false) is not { } status || status.Id != step.Replay)
        {
            return; // A later one took its place.
        }

        if (FifoKeys.IsFifo(step.Topic))
        {
            var groups = await RewindAsync(step, status, cancellationToken).ConfigureAwait(false);
            await replays.WriteAsync(step.Topic, status with { State = ReplayState.Completed, Count = groups }, cancellationToken).ConfigureAwait(false);
            return;
        }

        var (documents, continuation) = await replays.ArchiveAsync(OutboxRecord.Model, step.Topic, status, step.Continuation, cancellationToken).ConfigureAwait(false);
        var sent = 0;
        foreach (var document in documents)
        {
            using var json = JsonDocument.Parse(document.Body);
            var message = MessageJson.Read(json.RootElement);
            if (await policies.WantsAsync(step.Recipient, message, cancellationToken).ConfigureAwait(false))
            {
                await sender.SendAsync(new Delivery { Recipient = step.Recipient, Message = message, IsReplayed = true }, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                sent++;
            }
        }

        // A step that comes again counts its messages again; they are sent again, too.
        var state = continuation is null ? ReplayState.Completed : ReplayState.InProgress;
        await replays.WriteAsync(step.Topic, status with { State = state, Count = status.Count + sent }, cancellationToken).ConfigureAwait(false);
        if (continuation is not null)
        {
            await queue.SendAsync(DeliveryQueue.Name, (step with { Continuation = continuation }).ToData(), TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts the recipient's head of every group back to before its first message of the time. How many groups.</summary>
    private async Task<int> RewindAsync(ReplayStep step, ReplayStatus status, CancellationToken cancellationToken)
    {
        var ranges = new Dictionary<string, (long First, long Last)>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            (var documents, continuation) = await replays.ArchiveAsync(FifoMessage.Model, step.Topic, status, continuation, cancellationToken).ConfigureAwait(false);
            foreach (var document in documents)
            {
                using var json = JsonDocument.Parse(document.Body);
                var message = FifoMessage.Read(json.RootElement);
                var (first, last) = ranges.GetValueOrDefault(message.Message.MessageGroupId!, (long.MaxValue, 0));
                ranges[message.Message.MessageGroupId!] = (Math.Min(first, message.Sequence), Math.Max(last, message.Sequence));
            }
        }
        while (continuation is not null);
        foreach (var (group, (first, last)) in ranges)
        {
            await RewindAsync(step, group, first - 1, last, cancellationToken).ConfigureAwait(false);
        }

        return ranges.Count;
    }

    private async Task RewindAsync(ReplayStep step, string group, long position, long until, CancellationToken cancellationToken)
    {
        var turn = FifoTurn.New(step.Topic, group, step.Recipient);
        while (true)
        {
            var head = await logs.ReadHeadAsync(step.Topic, group, step.Recipient, cancellationToken).ConfigureAwait(false);

            // Whoever holds it now loses it, for it would go on from where it was; until its lease is over nobody else begins.
            var rewound = head with
            {
                Position = position,
                ReplayUntil = until,
                Settled = Math.Max(head.Position, head.Settled),
                Attempt = 1,
                FirstAttemptAt = null,
                Crashes = 0,
                Holder = null,
                Blocked = null,
                Turn = turn.Id,
                Until = head.Until ?? MessageTime.Truncate(time.GetUtcNow()),
            };
            if (await logs.TryWriteAsync(rewound, cancellationToken).ConfigureAwait(false) is { } written)
            {
                var wait = written.Until!.Value - time.GetUtcNow();
                await turns.SendAsync(turn, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                return;
            }
        }
    }
}
