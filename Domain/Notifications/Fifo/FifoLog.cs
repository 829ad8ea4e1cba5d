using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Appends messages to the logs of groups: numbers them, takes each once, and decides who gets them, all in one transaction of the group's partition.</summary>
/// <remarks>
/// The counter's ETag lets one append through at a time, so the order of the log is the order of the transactions. Deduplication over a whole topic crosses partitions:
/// a mark is made first, and tells by its message's id whether that message came into its log; see <see cref="FifoTopicMarks"/>.
/// </remarks>
internal sealed class FifoLog(IDocumentStore store, DeliveryPlanner planner, FifoTopicMarks topicMarks, IOptions<NotificationsOptions> options)
{
    private const int Races = 32;
    private const string CounterModel = "_fifo-counter";

    private static readonly string CounterId = StoredId.Of(CounterModel, "last");

    /// <param name="topic">The topic's rules.</param>
    /// <param name="message">A message with group and deduplication id.</param>
    /// <param name="traceParent">The trace it belongs to.</param>
    /// <param name="cancellationToken">Gives up; the message may have been appended.</param>
    /// <exception cref="NotificationException">Too many others append to the group: <see cref="NotificationErrors.GroupBusy"/>.</exception>
    public async Task<FifoAppend> AppendAsync(TopicSettings topic, NotificationMessage message, string? traceParent, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(message, cancellationToken).ConfigureAwait(false);
        for (var race = 0; race < Races; race++)
        {
            if (await TryAppendAsync(topic, message, plan, traceParent, cancellationToken).ConfigureAwait(false) is { } appended)
            {
                return appended;
            }
        }

        throw new NotificationException(NotificationErrors.GroupBusy, $"Too many messages are being published to group '{message.MessageGroupId}' of topic '{topic.Name}' at the same time. Try again.");
    }

    private async Task<FifoAppend?> TryAppendAsync(TopicSettings topic, NotificationMessage message, DeliveryPlan plan, string? traceParent, CancellationToken cancellationToken)
    {
        var partition = FifoKeys.LogOf(message.Topic, message.MessageGroupId!);
        var own = FifoMark.IdOfMessage(message.MessageId);
        var same = FifoMark.IdOfDeduplication(FifoKeys.Hash(message.MessageDeduplicationId!));
        var read = await store.ReadManyAsync(
            partition.Container, [new(partition.Key, CounterId), new(partition.Key, own), new(partition.Key, same)], null, cancellationToken).ConfigureAwait(false);
        if (read.Documents[1] is { } mine && FifoMark.Read(mine).Sequence is > 0 and var known)
        {
            return FifoAppend.DuplicateOf(known); // By a relay that could not mark its record afterwards.
        }

        var isGroupScope = topic.DeduplicationScope == DeduplicationScope.MessageGroup;
        var accepted = isGroupScope
            ? Covering(read.Documents[2], message)
            : await topicMarks.ClaimAsync(message, wasGivenUp: read.Documents[1] is not null, cancellationToken).ConfigureAwait(false);
        if (accepted is { } repeated)
        {
            return FifoAppend.DuplicateOf(repeated);
        }

        var sequence = LastOf(read.Documents[0]) + 1;
        var counter = new JsonObject { [EnvelopeNames.Model] = CounterModel, [EnvelopeNames.Key] = "last", ["last"] = sequence };
        var mark = new FifoMark(own, message.MessageId, message.MessageGroupId!, sequence, message.Timestamp);
        var operations = ImmutableArray.CreateBuilder<StoreOperation>();
        operations.Add(Put(read.Documents[0], CounterId, counter, life: null));
        operations.Add(new StoreOperation.Create(FifoMessage.IdOf(sequence), FifoMessage.ToJson(sequence, message, plan, traceParent)) { TimeToLive = topic.Archive ?? options.Value.KeepSent });
        operations.Add(Put(read.Documents[1], own, mark.ToJson(), options.Value.KeepSent));
        if (isGroupScope)
        {
            operations.Add(Put(read.Documents[2], same, (mark with { Id = same }).ToJson(), FifoMark.Window));
        }

        try
        {
            await store.TransactAsync(new StoreTransaction(partition, operations.ToImmutable()), cancellationToken).ConfigureAwait(false);
            return new FifoAppend(sequence, plan.Recipients, IsDuplicate: false);
        }
        catch (TransactionFailedException failed) when (failed.Reason is ETagMismatchException or DocumentExistsException or DocumentNotFoundException)
        {
            return null; // Somebody else appended meanwhile: look again.
        }
    }

    private static StoreOperation Put(StoredDocument? read, string id, JsonObject body, TimeSpan? life) => read is null
        ? new StoreOperation.Create(id, body) { TimeToLive = life }
        : new StoreOperation.Replace(id, body) { IfMatch = read.ETag, TimeToLive = life };

    private static long? Covering(StoredDocument? read, NotificationMessage message) =>
        read is not null && FifoMark.Read(read) is var mark && mark.Covers(message.Timestamp) ? mark.Sequence : null;

    private static long LastOf(StoredDocument? counter)
    {
        if (counter is null)
        {
            return 0;
        }

        using var json = JsonDocument.Parse(counter.Body);
        return json.RootElement.GetProperty("last").GetInt64();
    }
}
