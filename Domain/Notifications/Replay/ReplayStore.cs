using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Keeps a subscription's last replay, and reads the archive: what the outbox still has of a standard topic, and the logs of a FIFO topic.</summary>
internal sealed class ReplayStore(IDocumentStore store)
{
    private const string Model = "_replay";
    private const int PageSize = 100;

    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public async Task<ReplayStatus?> ReadAsync(string topic, string recipient, CancellationToken cancellationToken)
    {
        var read = await store.ReadAsync(TopicRegistry.PartitionOf(topic), StoredId.Of(Model, recipient), null, cancellationToken).ConfigureAwait(false);
        if (read is not StoreReadResult.Found found)
        {
            return null;
        }

        using var document = JsonDocument.Parse(found.Document.Body);
        var json = document.RootElement;
        return new ReplayStatus(
            json.GetProperty("replay").GetString()!,
            recipient,
            Enum.Parse<ReplayState>(json.GetProperty("state").GetString()!),
            MessageTime.Parse(json.GetProperty("from").GetString()!),
            MessageTime.Parse(json.GetProperty("until").GetString()!))
        {
            Count = json.GetProperty("count").GetInt32(),
        };
    }

    public Task WriteAsync(string topic, ReplayStatus status, CancellationToken cancellationToken)
    {
        var id = StoredId.Of(Model, status.SubscriptionId);
        var json = new JsonObject
        {
            [EnvelopeNames.Model] = Model,
            [EnvelopeNames.Key] = status.SubscriptionId,
            ["replay"] = status.Id,
            ["state"] = status.State.ToString(),
            ["from"] = MessageTime.ToText(status.From),
            ["until"] = MessageTime.ToText(status.Until),
            ["count"] = status.Count,
        };
        return store.WriteAsync(TopicRegistry.PartitionOf(topic), new StoreOperation.Upsert(id, json) { TimeToLive = Life }, null, cancellationToken);
    }

    /// <summary>One page of a topic's archived messages of a time, in no order.</summary>
    public async Task<(IReadOnlyList<StoredDocument> Documents, string? Continuation)> ArchiveAsync(
        string model, string topic, ReplayStatus replay, string? continuation, CancellationToken cancellationToken)
    {
        var query = new StoreQuery(StorePartition.DefaultContainer, null)
        {
            Filter = Condition.On(EnvelopeNames.Model).Equal(model)
                & Condition.On("topic").Equal(topic)
                & Condition.On("timestamp").GreaterThanOrEqual(MessageTime.ToText(replay.From))
                & Condition.On("timestamp").LessThan(MessageTime.ToText(replay.Until)),
            PageSize = PageSize,
            Continuation = continuation,
        };
        var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return (page.Documents, page.Continuation);
    }
}
