
namespace Virga.Documents;

/// <summary>Goes through one container part by part, page by page, and has each document rewritten.</summary>
internal sealed class MigrationRun(
    Schema schema, IDocumentStore store, MigrationRewriter rewriter, MigrationOptions options, MigrationTally tally, RequestUnitBudget budget)
{
    // Kept where a part's end was reached; no store gives such a continuation.
    private const string AtEnd = "";

    private readonly Condition _isOlder = Condition.On(EnvelopeNames.Model).Equal(schema.Name)
        & (!Condition.On(EnvelopeNames.Version).Exists() | Condition.On(EnvelopeNames.Version).LessThan(schema.Version));

    /// <summary>Counts what there is to do.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        var older = await store.AggregateAsync(new StoreQuery(schema.Container, null) { Filter = _isOlder }, StoreAggregation.Count, cancellationToken).ConfigureAwait(false);
        Spend(older.RequestCharge);
        tally.Expect(older.Count);
    }

    /// <summary>Migrates one part of the container from where an earlier run stopped.</summary>
    public async Task RangeAsync(string? range, Func<CancellationToken, Task> pageDone, CancellationToken cancellationToken)
    {
        var position = tally.PositionOf(range);
        while (position != AtEnd)
        {
            await budget.WaitAsync(cancellationToken).ConfigureAwait(false);
            var query = new StoreQuery(schema.Container, null) { Filter = _isOlder, PageSize = options.PageSize, Continuation = position, Range = range };
            var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            Spend(page.RequestCharge);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(page.Documents, parallel, async (document, token) => await OneAsync(document, token).ConfigureAwait(false)).ConfigureAwait(false);
            position = page.Continuation ?? AtEnd;
            tally.MoveTo(range, position);
            await pageDone(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OneAsync(StoredDocument document, CancellationToken cancellationToken)
    {
        await budget.WaitAsync(cancellationToken).ConfigureAwait(false);
        var (outcome, charge, failure) = await rewriter.RewriteAsync(document, cancellationToken).ConfigureAwait(false);
        Spend(charge);
        tally.Add(outcome, failure);
    }

    private void Spend(double charge)
    {
        budget.Spend(charge);
        tally.Spend(charge);
    }
}
