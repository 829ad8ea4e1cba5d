namespace Virga.Documents;

/// <summary>Rewrites the stored documents of a model that have an earlier version: resumable, bounded in what it spends, and harmless beside a running app.</summary>
/// <remarks>
/// Every document is written with the version read, so that a write of the app in between wins. Timestamps stay, and so does what is left of a document's life; write transforms do not run again.
/// Each rewritten document reaches the change feed. After each page a checkpoint is written to the default container, from which a later run goes on.
/// </remarks>
public sealed class MigrationRunner
{
    private readonly IDocumentStore _store;
    private readonly ContainerLayouts _layouts;
    private readonly TimeProvider _time;

    internal MigrationRunner(IDocumentStore store, ContainerLayouts layouts, TimeProvider time)
    {
        _store = store;
        _layouts = layouts;
        _time = time;
    }

    /// <summary>Migrates a model's documents.</summary>
    /// <param name="schema">The model.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each page.</param>
    /// <param name="cancellationToken">Stops after the documents under way; a later run goes on from the last page done.</param>
    /// <exception cref="SchemaException">The model is defined wrongly.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="StoreException">The store refused or was not there; a later run goes on.</exception>
    public async Task<MigrationReport> RunAsync(
        Schema schema, MigrationOptions? options = null, IProgress<MigrationReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.ThrowIfFaulty();
        options ??= new MigrationOptions();
        options.ThrowIfInvalid();
        using var checkpoints = new MigrationCheckpoints(_store, schema, options.IsDryRun);
        var tally = new MigrationTally(options.Restart ? null : await checkpoints.ReadAsync(cancellationToken).ConfigureAwait(false));
        if (schema.Version > 1)
        {
            var ranges = await _store.RangesAsync(schema.Container, cancellationToken).ConfigureAwait(false);
            var rewriter = new MigrationRewriter(schema, _store, _layouts.Of(schema.Container), options.IsDryRun, _time);
            var run = new MigrationRun(schema, _store, rewriter, options, tally, new RequestUnitBudget(options.RequestUnitsPerSecond, _time));
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
            try
            {
                await run.CountAsync(cancellationToken).ConfigureAwait(false);
                await Parallel.ForEachAsync(ranges, parallel, async (range, token) => await run.RangeAsync(range, PageDoneAsync, token).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // What was done of pages under way is not found again, so it has to be counted now.
                await checkpoints.WriteAsync(tally, CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }

        await checkpoints.RemoveAsync(cancellationToken).ConfigureAwait(false);
        var report = tally.Report(isComplete: true);
        progress?.Report(report);
        return report;

        async Task PageDoneAsync(CancellationToken token)
        {
            await checkpoints.WriteAsync(tally, token).ConfigureAwait(false);
            progress?.Report(tally.Report(isComplete: false));
        }
    }
}
