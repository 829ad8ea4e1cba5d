using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Keeps operations among the documents, each in a partition of its own.</summary>
internal sealed class OperationStore(IDocumentStore store, IOptions<OperationOptions> options)
{
    private static readonly StoreReadOptions Now = new() { NoCache = true };

    public Task CreateAsync(OperationRecord record, CancellationToken cancellationToken) =>
        store.WriteAsync(OperationRecord.PartitionOf(record.Id), new StoreOperation.Create(OperationRecord.IdOf(record.Id), record.ToJson()) { TimeToLive = options.Value.KeepFor }, null, cancellationToken);

    public async Task<(OperationRecord Record, string ETag)?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(OperationRecord.PartitionOf(id), OperationRecord.IdOf(id), Now, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found { Document: var found }
            ? (OperationRecord.Read(found), found.ETag)
            : null;

    /// <summary>Writes a change over the version read; the new version, or null when another attempt was faster.</summary>
    public async Task<string?> TryReplaceAsync(OperationRecord record, string etag, CancellationToken cancellationToken)
    {
        try
        {
            var replace = new StoreOperation.Replace(OperationRecord.IdOf(record.Id), record.ToJson()) { IfMatch = etag, TimeToLive = options.Value.KeepFor };
            return (await store.WriteAsync(OperationRecord.PartitionOf(record.Id), replace, null, cancellationToken).ConfigureAwait(false))!.ETag;
        }
        catch (Exception refusal) when (refusal is ETagMismatchException or DocumentNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Up to a hundred operations that nothing has become of in time.</summary>
    public async Task<IReadOnlyList<(OperationRecord Record, string ETag)>> OverdueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = new StoreQuery(StorePartition.DefaultContainer, null)
        {
            Filter = Is(EnvelopeNames.Model, ComparisonOperator.Equal, OperationRecord.Model)
                & new Condition.In(new Operand.Attribute(DocumentPath.Of("state")), [new("accepted"), new("running")]),
            PageSize = 100,
        };
        var overdue = new List<(OperationRecord, string)>();
        do
        {
            var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            overdue.AddRange(page.Documents.Select(document => (Record: OperationRecord.Read(document), document.ETag)).Where(operation => operation.Record.DueAt <= now));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null && overdue.Count < query.PageSize);
        return overdue;
    }

    private static Condition.Compare Is(string name, ComparisonOperator comparison, string value) =>
        new(new Operand.Attribute(DocumentPath.Of(name)), comparison, new Operand.Literal(value));
}
