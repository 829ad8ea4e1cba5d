using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Keeps documents in Cosmos DB, on the SDK's stream methods: no object is made of a document on the way.</summary>
/// <remarks>One request an operation. The SDK retries what is throttled (up to nine times in 30 seconds) and, for reads, what is unreachable.</remarks>
public sealed class CosmosDocumentStore : IDocumentStore
{
    private readonly CosmosProvisioner _provisioner;
    private readonly ContainerLayouts _layouts;
    private readonly string _database;
    private readonly ConcurrentDictionary<string, Container> _containers = new(StringComparer.Ordinal);
    private readonly Func<string, Container> _open;

    /// <summary>A store in the database that the options name. The client is made with the first request.</summary>
    public CosmosDocumentStore(Lazy<CosmosClient> client, CosmosProvisioner provisioner, IOptions<CosmosOptions> options, ContainerLayouts? layouts = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _provisioner = provisioner;
        _layouts = layouts ?? ContainerLayouts.Default;
        _database = options.Value.Database;
        _open = name => client.Value.GetContainer(_database, name);
    }

    /// <inheritdoc/>
    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var key = KeyOf(partition);
        return RunAsync<StoreReadResult>("read", partition.Container, $"'{id}'", async container =>
        {
            var request = options is null ? null : new ItemRequestOptions { IfNoneMatchEtag = EntityTag.ToHeader(options.IfNoneMatch), SessionToken = options.SessionToken };
            using var response = await container.ReadItemStreamAsync(id, key, request, cancellationToken).ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new StoreReadResult.Found(await DocumentBody.ToDocumentAsync(response, id, cancellationToken).ConfigureAwait(false)),
                HttpStatusCode.NotModified => new StoreReadResult.NotModified(),
                HttpStatusCode.NotFound when response.Headers["x-ms-substatus"] is null or "0" => new StoreReadResult.Missing(),
                _ => throw CosmosErrors.Of(response, $"'{id}'"),
            };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredDocument?> WriteAsync(StorePartition partition, StoreOperation operation, StoreWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var key = KeyOf(partition);
        return RunAsync<StoredDocument?>(NameOf(operation), partition.Container, $"'{operation.Id}'", async container =>
        {
            var layout = _layouts.Of(partition.Container);
            using var response = await SendAsync(container, layout, partition, key, operation, options?.ReturnBody ?? false, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                var refusals = new Refusals(container, layout, key, options?.ReturnCurrent ?? false);
                throw await refusals.ExplainAsync(operation, CosmosErrors.Of(response, $"'{operation.Id}'"), cancellationToken).ConfigureAwait(false);
            }

            return operation is StoreOperation.Delete ? null : await DocumentBody.ToDocumentAsync(response, operation.Id, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var key = KeyOf(transaction.Partition);
        return RunAsync("transact", transaction.Partition.Container, "the transaction", async container =>
        {
            if (transaction.Operations.IsDefaultOrEmpty)
            {
                throw new StoreRequestException("The transaction has no operations.");
            }

            if (transaction.Operations.Length > StoreLimits.OperationsPerTransaction)
            {
                throw new DocumentTooLargeException($"A transaction has at most {StoreLimits.OperationsPerTransaction} operations, not {transaction.Operations.Length}.");
            }

            var layout = _layouts.Of(transaction.Partition.Container);
            var batch = container.CreateTransactionalBatch(key);
            foreach (var operation in transaction.Operations)
            {
                BatchCompiler.Add(batch, layout, transaction.Partition, operation);
            }

            using var response = await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new StoreTransactionResult([.. response.Select(result => EntityTag.FromHeader(result.ETag))], response.RequestCharge) { SessionToken = response.Headers.Session }
                : throw await new Refusals(container, layout, key, transaction.ReturnCurrent).OfAsync(transaction.Operations, response, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.PageSize is < 1 or > StoreLimits.PageSize)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.PageSize, $"A page has 1 to {StoreLimits.PageSize} documents.");
        }

        var options = OptionsOf(query);
        return RunAsync("query", query.Container, "the query", container => QueryRunner.PageAsync(container, query, options, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreAggregate> AggregateAsync(StoreQuery query, StoreAggregation aggregation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(aggregation);
        var options = OptionsOf(query);
        return RunAsync("aggregate", query.Container, "the query", container => QueryRunner.AggregateAsync(container, query, aggregation, options, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string?>> RangesAsync(string container, CancellationToken cancellationToken = default) =>
        RunAsync<IReadOnlyList<string?>>(
            "ranges", container, $"'{container}'", async found => [.. (await found.GetFeedRangesAsync(cancellationToken).ConfigureAwait(false)).Select(range => range.ToJsonString())], cancellationToken);

    /// <inheritdoc/>
    public StoreQueryText Describe(StoreQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return QueryCompiler.Describe(query);
    }

    /// <inheritdoc/>
    public Task<StoreManyResult> ReadManyAsync(string container, IReadOnlyList<StoreKey> keys, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var layout = _layouts.Of(container);
        var items = keys.Select(key => (key.Id, PartitionKeys.Of(layout, key.Partition))).ToList();
        return RunAsync("read_many", container, "the documents", async found =>
        {
            var request = options?.SessionToken is { } session ? new ReadManyRequestOptions { SessionToken = session } : null;
            using var response = await found.ReadManyItemsStreamAsync(items, request, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new StoreManyResult(ManyReader.InOrder(layout, keys, await DocumentBody.ReadAsync(response, cancellationToken).ConfigureAwait(false)), response.Headers.RequestCharge)
                : throw CosmosErrors.Of(response, "the documents");
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreManyResult> ReadTogetherAsync(StorePartition partition, IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, StoreLimits.OperationsPerTransaction, nameof(ids));
        var key = KeyOf(partition);
        return RunAsync("read_together", partition.Container, "the documents", container => TogetherReader.ReadAsync(container, key, ids, cancellationToken), cancellationToken);
    }

    private static Task<ResponseMessage> SendAsync(
        Container container,
        ContainerLayout layout,
        StorePartition partition,
        Microsoft.Azure.Cosmos.PartitionKey key,
        StoreOperation operation,
        bool returnBody,
        CancellationToken cancellationToken)
    {
        var options = new ItemRequestOptions { IfMatchEtag = EntityTag.ToHeader(operation.IfMatch), EnableContentResponseOnWrite = returnBody };
        return operation switch
        {
            StoreOperation.Create create => container.CreateItemStreamAsync(DocumentBody.Write(layout, partition, create), key, options, cancellationToken),
            StoreOperation.Upsert { IfMatch: null } upsert => container.UpsertItemStreamAsync(DocumentBody.Write(layout, partition, upsert), key, options, cancellationToken),
            StoreOperation.Upsert upsert => container.ReplaceItemStreamAsync(DocumentBody.Write(layout, partition, upsert), upsert.Id, key, options, cancellationToken),
            StoreOperation.Replace replace => container.ReplaceItemStreamAsync(DocumentBody.Write(layout, partition, replace), replace.Id, key, options, cancellationToken),
            StoreOperation.Patch patch => container.PatchItemStreamAsync(patch.Id, key, PatchCompiler.Compile(patch), PatchOptions(patch, returnBody), cancellationToken),
            StoreOperation.Check check => container.PatchItemStreamAsync(check.Id, key, PatchCompiler.Touch(check), PatchOptions(check, returnBody), cancellationToken),
            StoreOperation.Delete delete => container.DeleteItemStreamAsync(delete.Id, key, options, cancellationToken),
            _ => throw new NotSupportedException($"There is no operation {operation.GetType().Name}."),
        };
    }

    private static PatchItemRequestOptions PatchOptions(StoreOperation operation, bool returnBody) => new()
    {
        IfMatchEtag = EntityTag.ToHeader(operation.IfMatch),
        FilterPredicate = Precondition.PredicateOf(operation),
        EnableContentResponseOnWrite = returnBody,
    };

    private static string NameOf(StoreOperation operation) => operation switch
    {
        StoreOperation.Create => "create",
        StoreOperation.Upsert => "upsert",
        StoreOperation.Replace => "replace",
        StoreOperation.Delete => "delete",
        StoreOperation.Check => "check",
        _ => "patch",
    };

    private QueryRequestOptions OptionsOf(StoreQuery query) => query.Partition is not { } partition ? new QueryRequestOptions() : new QueryRequestOptions
    {
        PartitionKey = KeyOf(new StorePartition(query.Container, partition), isPrefix: true),
        EnableOptimisticDirectExecution = partition.Count == _layouts.Of(query.Container).PartitionNames.Length,
    };

    private Microsoft.Azure.Cosmos.PartitionKey KeyOf(StorePartition partition, bool isPrefix = false) => PartitionKeys.Of(_layouts.Of(partition.Container), partition.Key, isPrefix);

    private async Task<T> RunAsync<T>(string operation, string container, string subject, Func<Container, Task<T>> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var activity = CosmosTelemetry.Start(operation, container);
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (_provisioner.ReadyAsync() is { IsCompletedSuccessfully: false } preparing)
            {
                await preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            var result = await run(_containers.GetOrAdd(container, _open)).ConfigureAwait(false);
            CosmosTelemetry.Done(activity, started, operation, container, result);
            return result;
        }
        catch (StoreException refusal)
        {
            CosmosTelemetry.Refused(activity, started, operation, container, refusal.Code);
            throw;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && CosmosErrors.Translate(fault, subject) is { } refusal)
        {
            CosmosTelemetry.Refused(activity, started, operation, container, refusal.Code);
            throw refusal;
        }
    }
}
