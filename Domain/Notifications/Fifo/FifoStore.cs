using System.Text.Json;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Reads the logs of groups, and reads and writes the heads of those who follow them.</summary>
internal sealed class FifoStore(IDocumentStore store)
{
    /// <summary>How many messages are read at once.</summary>
    public const int Chunk = 16;

    // A head must outlive every message it has settled; it is written later than they are, and lives longer.
    private static readonly TimeSpan HeadLife = TimeSpan.FromDays(400);

    public async Task<FifoHead> ReadHeadAsync(string topic, string group, string recipient, CancellationToken cancellationToken) =>
        await store.ReadAsync(FifoKeys.LogOf(topic, group), FifoHead.IdOf(recipient), null, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found found
            ? FifoHead.Read(found.Document)
            : new FifoHead(topic, group, recipient);

    /// <summary>Writes a head over the version that was read; null when that is no longer the current one.</summary>
    public async Task<FifoHead?> TryWriteAsync(FifoHead head, CancellationToken cancellationToken)
    {
        StoreOperation operation = head.ETag is null
            ? new StoreOperation.Create(head.Id, head.ToJson()) { TimeToLive = HeadLife }
            : new StoreOperation.Replace(head.Id, head.ToJson()) { IfMatch = head.ETag, TimeToLive = HeadLife };
        try
        {
            var written = await store.WriteAsync(head.Partition, operation, null, cancellationToken).ConfigureAwait(false);
            return head with { ETag = written!.ETag };
        }
        catch (Exception error) when (error is ETagMismatchException or DocumentExistsException or DocumentNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Some messages after a position, in order. Appends come one after the other, so what a query sees of a log has no holes but those of expired messages.</summary>
    public async Task<IReadOnlyList<FifoMessage>> ReadLogAsync(StorePartition partition, long after, CancellationToken cancellationToken)
    {
        var query = new StoreQuery(partition.Container, partition.Key)
        {
            Filter = Condition.On(EnvelopeNames.Model).Equal(FifoMessage.Model) & Condition.On(EnvelopeNames.Key).GreaterThan(FifoKeys.ToText(after)),
            Order = [new Ordering(DocumentPath.Of(EnvelopeNames.Key), Descending: false)],
            PageSize = Chunk,
        };
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(query with { Continuation = continuation }, cancellationToken).ConfigureAwait(false);
            if (page.Documents.Count > 0)
            {
                return [.. page.Documents.Select(document => Read(document.Body))];
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return [];
    }

    /// <summary>One page of heads: those left behind by a turn that never came back, or those of a recipient.</summary>
    public async Task<(IReadOnlyList<FifoHead> Heads, string? Next)> HeadsAsync(Condition filter, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        var query = new StoreQuery(StorePartition.DefaultContainer, null)
        {
            Filter = Condition.On(EnvelopeNames.Model).Equal(FifoHead.Model) & filter,
            PageSize = pageSize,
            Continuation = continuation,
        };
        var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        return ([.. page.Documents.Select(FifoHead.Read)], page.Continuation);
    }

    public static Condition OverdueSince(DateTimeOffset time) => Condition.On("until").LessThan(MessageTime.ToText(time));

    public static Condition Of(string topic, string recipient) => Condition.On("topic").Equal(topic) & Condition.On(EnvelopeNames.Key).Equal(recipient);

    private static FifoMessage Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return FifoMessage.Read(json.RootElement);
    }
}
