namespace Virga.Documents;

/// <summary>Who changed which document when, from which request: entries written with the changes of audited models (<see cref="DocumentsBuilder.Audit"/>).</summary>
/// <remarks>Entries are the framework's records in the documents' own partitions. Rewrites by <c>migrate</c> and <c>import</c> are not in them, nor what is written past <see cref="IDocuments"/>.</remarks>
public sealed class AuditTrail
{
    private const int MostPerPage = 100;

    private readonly DocumentsContext _context;
    private readonly SchemaCatalog _catalog;

    internal AuditTrail(DocumentsContext context, SchemaCatalog catalog)
    {
        _context = context;
        _catalog = catalog;
    }

    /// <summary>One page of entries, the latest first.</summary>
    /// <param name="query">What is asked. Without a partition all partitions are asked; without a model, the default container.</param>
    /// <param name="limit">The most entries, 1 to 100.</param>
    /// <param name="cursor">Where the last page ended; null to start.</param>
    /// <param name="principal">Whose cursors these are; null for anybody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CursorException">The cursor is not one of this query's.</exception>
    public async Task<AuditPage> ListAsync(AuditQuery query, int limit = 25, string? cursor = null, string? principal = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostPerPage);
        var container = _catalog.Schemas.FirstOrDefault(schema => schema.Name == query.Model)?.Container ?? StorePartition.DefaultContainer;
        var plan = new StoreQuery(container, query.Partition) { Filter = FilterOf(query), Order = [new Ordering(DocumentPath.Of(AuditRecord.At), Descending: true)], PageSize = limit };
        var shape = QueryShape.Hash(plan, principal);
        var continuation = cursor is null ? null : _context.Cursors.Read(cursor, shape);
        var items = new List<AuditEntry>();
        do
        {
            var page = await _context.Store.QueryAsync(plan with { PageSize = limit - items.Count, Continuation = continuation }, cancellationToken).ConfigureAwait(false);
            items.AddRange(page.Documents.Select(AuditRecord.Read));
            continuation = page.Continuation;
        }
        while (continuation is not null && items.Count < limit);
        return new AuditPage(items, continuation is null ? null : _context.Cursors.Write(continuation, shape));
    }

    private static Condition FilterOf(AuditQuery query)
    {
        var filter = Condition.On(EnvelopeNames.Model).Equal(AuditRecord.Model);
        filter = query.Model is null ? filter : filter & Condition.On(AuditRecord.OfModel).Equal(query.Model);
        filter = query.Key is null ? filter : filter & Condition.On(AuditRecord.OfKey).Equal(query.Key);
        filter = query.Subject is null ? filter : filter & Condition.On(AuditRecord.Origin, AuditRecord.Subject).Equal(query.Subject);
        filter = query.RequestId is null ? filter : filter & Condition.On(AuditRecord.Origin, AuditRecord.RequestId).Equal(query.RequestId);
        filter = query.From is null ? filter : filter & Condition.On(AuditRecord.At).GreaterThanOrEqual(AuditRecord.TimeText(query.From.Value));
        return query.Until is null ? filter : filter & Condition.On(AuditRecord.At).LessThan(AuditRecord.TimeText(query.Until.Value));
    }
}
