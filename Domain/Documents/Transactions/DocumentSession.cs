using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Virga.Documents;

/// <summary>The one implementation of <see cref="IDocuments"/>, over a store.</summary>
internal sealed class DocumentSession(DocumentsContext context, IServiceProvider services, ILogger<DocumentSession> logger) : IDocuments
{
    private static readonly TransactionOptions NoOptions = new();

    private readonly ConcurrentDictionary<Schema, object> _repositories = new();

    public IRepository<T> For<T>(Schema<T> schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return (IRepository<T>)_repositories.GetOrAdd(schema, static (_, state) => new Repository<T>(state.schema, state.context), (schema, context));
    }

    public UnionQuery Query(PartitionKey partition, params ReadOnlySpan<Schema> models) => new(context, partition, models);

    public Task<TransactionOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default) =>
        TransactAsync(partition, build, NoOptions, cancellationToken);

    public async Task<TransactionOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, TransactionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var transaction = await BuildAsync(partition, build, options.Token is null ? 0 : 1, cancellationToken).ConfigureAwait(false);
        var run = new TransactionRun(context, new StorePartition(transaction.Container, transaction.Partition), transaction.Operations, options);
        var outcome = await run.CommitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var action in transaction.Committed)
        {
            RunCommitted(action, outcome);
        }

        return outcome;
    }

    public async Task<TogetherResult> ReadTogetherAsync(PartitionKey partition, Action<Together> build, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        var together = new Together(partition);
        build(together);
        string[] ids = [.. together.Reads.Select(read => read.Id).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0)
        {
            return new TogetherResult(new object?[together.Reads.Count], 0);
        }

        var found = await context.Store.ReadTogetherAsync(new StorePartition(together.Container, partition), ids, cancellationToken).ConfigureAwait(false);
        var byId = ids.Zip(found.Documents).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return new TogetherResult([.. together.Reads.Select(read => read.Id is { } id && byId[id] is { } document ? read.Read(document) : null)], found.RequestCharge);
    }

    public async Task<IReadOnlyList<RequestDescription>> DescribeAsync(PartitionKey partition, Action<Transaction> build)
    {
        var transaction = await BuildAsync(partition, build, reserved: 0, CancellationToken.None).ConfigureAwait(false);
        var place = new StorePartition(transaction.Container, partition);
        var descriptions = new List<RequestDescription>(transaction.Count);
        foreach (var pending in transaction.Operations)
        {
            descriptions.Add(pending.ReadsFirst
                ? new RequestDescription("read", place.Container) { Partition = partition, StoredId = pending.StoredId, ReadsFirst = true }
                : RequestDescription.Of(place, (await pending.PrepareAsync(CancellationToken.None).ConfigureAwait(false)).Operation));
        }

        return descriptions;
    }

    public async Task<Included> IncludeAsync<T>(IEnumerable<Item<T>> items, Action<IncludeBuilder<T>> build, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(build);
        var builder = new IncludeBuilder<T>();
        build(builder);
        var level = new IncludeLevel(new Included(), context);
        var values = items.Select(item => item.Value).ToList();
        foreach (var step in builder.Steps)
        {
            step.Ask(values, level);
        }

        var included = level.Included;
        for (var next = level; next is not null;)
        {
            next = await next.ReadAsync(DocumentEngine.ReadOptionsOf(options), cancellationToken).ConfigureAwait(false);
        }

        return included;
    }

    private async ValueTask<Transaction> BuildAsync(PartitionKey partition, Action<Transaction> build, int reserved, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(build);
        var transaction = new Transaction(partition, services, reserved);
        build(transaction);
        await transaction.SettleAsync(cancellationToken).ConfigureAwait(false);
        transaction.ThrowIfFaulty();
        return transaction;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The transaction has happened; whatever a callback throws cannot undo it.")]
    private void RunCommitted(Action<TransactionOutcome> action, TransactionOutcome outcome)
    {
        try
        {
            action(outcome);
        }
        catch (Exception exception)
        {
            Log.CommittedCallbackFailed(logger, exception);
        }
    }
}
