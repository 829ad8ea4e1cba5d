using System.Collections.Concurrent;
using System.Diagnostics;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Publishes many messages of a FIFO topic, those of a group one after the other and groups side by side.</summary>
/// <remarks>They go straight into their logs: there is no document to be committed with, and their order is decided here. When one fails, the later ones of its group fail with it, so that who sends them again has them in order.</remarks>
internal sealed class FifoBatch(FifoPublisher publisher)
{
    private const int Concurrency = 16;

    private readonly ConcurrentDictionary<string, Func<string, BatchFailure>> _stopped = new(StringComparer.Ordinal);

    /// <summary>Publishes messages; in the order of the entries, what became of each.</summary>
    public async Task<PublishBatchResult> PublishAsync(IReadOnlyList<(string Id, NotificationMessage Message)> entries, CancellationToken cancellationToken)
    {
        var trace = Activity.Current?.Id;
        var successful = new ConcurrentDictionary<string, BatchSuccess>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(entries.GroupBy(entry => entry.Message.MessageGroupId!), parallel, async (group, token) =>
        {
            foreach (var (id, message) in group.TakeWhile(_ => !_stopped.ContainsKey(group.Key)))
            {
                if (await PublishAsync(id, message, trace, token).ConfigureAwait(false) is { } published)
                {
                    successful[id] = published;
                }
            }
        }).ConfigureAwait(false);
        return new PublishBatchResult(
            [.. entries.Select(entry => successful.GetValueOrDefault(entry.Id)).OfType<BatchSuccess>()],
            [.. entries.Where(entry => !successful.ContainsKey(entry.Id)).Select(entry => _stopped[entry.Message.MessageGroupId!](entry.Id))]);
    }

    private async Task<BatchSuccess?> PublishAsync(string id, NotificationMessage message, string? trace, CancellationToken cancellationToken)
    {
        try
        {
            var sequence = await publisher.PublishAsync(message, trace, cancellationToken).ConfigureAwait(false);
            NotificationTelemetry.CountPublished(message);
            return new BatchSuccess(id, message.MessageId) { SequenceNumber = sequence };
        }
        catch (StoreException error)
        {
            _stopped[message.MessageGroupId!] = entry => BatchFailure.Of(entry, error);
        }
        catch (NotificationException error)
        {
            _stopped[message.MessageGroupId!] = entry => new BatchFailure(entry, error.Code, error.Message, SenderFault: false);
        }

        return null;
    }
}
