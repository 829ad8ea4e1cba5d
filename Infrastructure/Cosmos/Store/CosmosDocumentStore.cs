using System.Collections.Immutable;
using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Keeps documents in Cosmos DB, on the SDK's stream methods: no object is made of a document on the way.</summary>
/// <remarks>One request an operation. The SDK retries what is throttled (up to nine times in 30 seconds) and, for reads, what is unreachable.</remarks>
public sealed class CosmosDocumentStore : IDocumentStore
{
    private readonly CosmosClient _client;
    private readonly CosmosProvisioner _provisioner;
    private readonly string _database;

    /// <summary>A store in the database that the options name.</summary>
    public CosmosDocumentStore(CosmosClient client, CosmosProvisioner provisioner, IOptions<CosmosOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _provisioner = provisioner;
        _database = options.Value.Database;
    }

    /// <inheritdoc/>
    public Task<StoreReadResult> ReadAsync(StorePartition partition, string id, StoreReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var key = KeyOf(partition);
        return RunAsync<StoreReadResult>(partition.Container, $"'{id}'", async container =>
        {
            var request = options is null ? null : new ItemRequestOptions { IfNoneMatchEtag = EntityTag.ToHeader(options.IfNoneMatch), SessionToken = options.SessionToken };
            using var response = await container.ReadItemStreamAsync(id, key, request, cancellationToken).ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new StoreReadResult.Found(await DocumentAsync(response, id, cancellationToken).ConfigureAwait(false)),
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
        return RunAsync<StoredDocument?>(partition.Container, $"'{operation.Id}'", async container =>
        {
            using var response = await SendAsync(container, partition, key, operation, options?.ReturnBody ?? false, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw CosmosErrors.Of(response, $"'{operation.Id}'");
            }

            return operation is StoreOperation.Delete ? null : await DocumentAsync(response, operation.Id, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreTransactionResult> TransactAsync(StoreTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var key = KeyOf(transaction.Partition);
        return RunAsync(transaction.Partition.Container, "the transaction", async container =>
        {
            if (transaction.Operations.Length is 0 or > StoreLimits.OperationsPerTransaction)
            {
                throw new StoreRequestException($"A transaction has 1 to {StoreLimits.OperationsPerTransaction} operations, not {transaction.Operations.Length}.");
            }

            var batch = container.CreateTransactionalBatch(key);
            foreach (var operation in transaction.Operations)
            {
                BatchCompiler.Add(batch, transaction.Partition, operation);
            }

            using var response = await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new StoreTransactionResult([.. response.Select(result => EntityTag.FromHeader(result.ETag))], response.RequestCharge) { SessionToken = response.Headers.Session }
                : throw Refusal(transaction.Operations, response);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StorePage> QueryAsync(StoreQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return RunAsync(query.Container, "the query", async container =>
        {
            var options = new QueryRequestOptions { MaxItemCount = query.PageSize, SessionToken = query.SessionToken };
            if (query.Partition is { } partition)
            {
                options.PartitionKey = KeyOf(new StorePartition(query.Container, partition));
            }

            using var pages = container.GetItemQueryStreamIterator(QueryCompiler.Compile(query), query.Continuation, options);
            if (!pages.HasMoreResults)
            {
                return new StorePage([], null, 0);
            }

            using var response = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw CosmosErrors.Of(response, "the query");
            }

            var answer = await DocumentBody.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            return new StorePage(PageReader.Read(answer), response.ContinuationToken, response.Headers.RequestCharge);
        }, cancellationToken);
    }

    private static Task<ResponseMessage> SendAsync(
        Container container, StorePartition partition, Microsoft.Azure.Cosmos.PartitionKey key, StoreOperation operation, bool returnBody, CancellationToken cancellationToken)
    {
        var options = new ItemRequestOptions { IfMatchEtag = EntityTag.ToHeader(operation.IfMatch), EnableContentResponseOnWrite = returnBody };
        return operation switch
        {
            StoreOperation.Create create => container.CreateItemStreamAsync(DocumentBody.Write(partition, create, create.Body), key, options, cancellationToken),
            StoreOperation.Upsert { IfMatch: null } upsert => container.UpsertItemStreamAsync(DocumentBody.Write(partition, upsert, upsert.Body), key, options, cancellationToken),
            StoreOperation.Upsert upsert => container.ReplaceItemStreamAsync(DocumentBody.Write(partition, upsert, upsert.Body), upsert.Id, key, options, cancellationToken),
            StoreOperation.Replace replace => container.ReplaceItemStreamAsync(DocumentBody.Write(partition, replace, replace.Body), replace.Id, key, options, cancellationToken),
            StoreOperation.Patch patch => container.PatchItemStreamAsync(patch.Id, key, PatchCompiler.Compile(patch), PatchOptions(patch, patch.Condition, returnBody), cancellationToken),
            StoreOperation.Check check => container.PatchItemStreamAsync(check.Id, key, PatchCompiler.Touch(check.Id), PatchOptions(check, check.Condition, returnBody), cancellationToken),
            StoreOperation.Delete delete => container.DeleteItemStreamAsync(delete.Id, key, options, cancellationToken),
            _ => throw new NotSupportedException($"There is no operation {operation.GetType().Name}."),
        };
    }

    private static PatchItemRequestOptions PatchOptions(StoreOperation operation, Condition? condition, bool returnBody) => new()
    {
        IfMatchEtag = EntityTag.ToHeader(operation.IfMatch),
        FilterPredicate = condition is null ? null : ConditionCompiler.Predicate(condition),
        EnableContentResponseOnWrite = returnBody,
    };

    private static async Task<StoredDocument> DocumentAsync(ResponseMessage response, string id, CancellationToken cancellationToken) =>
        new(id, await DocumentBody.ReadAsync(response, cancellationToken).ConfigureAwait(false), EntityTag.FromHeader(response.Headers.ETag))
        {
            RequestCharge = response.Headers.RequestCharge,
            SessionToken = response.Headers.Session,
        };

    /// <summary>The first operation that was itself refused; the others failed because of it (424).</summary>
    private static StoreException Refusal(ImmutableArray<StoreOperation> operations, TransactionalBatchResponse response)
    {
        for (var index = 0; index < response.Count && index < operations.Length; index++)
        {
            var status = response[index].StatusCode;
            if (status != HttpStatusCode.FailedDependency && (int)status >= 400)
            {
                return new TransactionFailedException(index, operations[index].Id, CosmosErrors.Of(status, operations[index], response[index].RetryAfter));
            }
        }

        return CosmosErrors.Of(response.StatusCode, 0, "the transaction", response.RetryAfter, null);
    }

    private static Microsoft.Azure.Cosmos.PartitionKey KeyOf(StorePartition partition) => partition.Key.Count switch
    {
        1 => new Microsoft.Azure.Cosmos.PartitionKey(partition.Key[0]),
        0 => throw new ArgumentException("The partition has no key.", nameof(partition)),
        _ => throw new StoreRequestException($"The partition '{partition.Key}' has {partition.Key.Count} levels, and container '{partition.Container}' has one."),
    };

    private async Task<T> RunAsync<T>(string container, string subject, Func<Container, Task<T>> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await _provisioner.ReadyAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return await run(_client.GetContainer(_database, container)).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not StoreException && !cancellationToken.IsCancellationRequested && CosmosErrors.Translate(fault, subject) is { } refusal)
        {
            throw refusal;
        }
    }
}
