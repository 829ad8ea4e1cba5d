using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Tells why a write was refused where the answer leaves that open: one more request, for a refused write only.</summary>
internal sealed class Refusals(Container container, ContainerLayout layout, Microsoft.Azure.Cosmos.PartitionKey key, bool returnCurrent)
{
    /// <summary>The first operation that was itself refused; the others failed because of it (424).</summary>
    public async Task<StoreException> OfAsync(ImmutableArray<StoreOperation> operations, TransactionalBatchResponse response, CancellationToken cancellationToken)
    {
        for (var index = 0; index < response.Count && index < operations.Length; index++)
        {
            var status = response[index].StatusCode;
            if (status != HttpStatusCode.FailedDependency && (int)status >= 400)
            {
                var operation = operations[index];
                var reason = CosmosErrors.Of(response[index], operation);
                var isFirstOfDocument = operations.Take(index).All(before => before.Id != operation.Id);
                return new TransactionFailedException(index, operation.Id, isFirstOfDocument ? await ExplainAsync(operation, reason, cancellationToken).ConfigureAwait(false) : reason);
            }
        }

        return CosmosErrors.Of(response, "the transaction");
    }

    public async Task<StoreException> ExplainAsync(StoreOperation operation, StoreException reason, CancellationToken cancellationToken) => reason switch
    {
        DocumentExistsException => await ConflictAsync(operation, reason, cancellationToken).ConfigureAwait(false),
        ETagMismatchException or ConditionFailedException when returnCurrent || Precondition.IsAmbiguous(operation, reason is ConditionFailedException) =>
            await PreconditionAsync(operation, reason, cancellationToken).ConfigureAwait(false),
        _ => reason,
    };

    private async Task<StoreException> PreconditionAsync(StoreOperation operation, StoreException reason, CancellationToken cancellationToken)
    {
        using var response = await container.ReadItemStreamAsync(operation.Id, key, requestOptions: null, cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => Precondition.Explain(operation, await DocumentBody.ToDocumentAsync(response, operation.Id, cancellationToken).ConfigureAwait(false), reason),
            HttpStatusCode.NotFound => Precondition.Explain(operation, document: null, reason),
            _ => reason,
        };
    }

    /// <summary>A conflict is about the id, or about a unique key: then the one whose value another document has.</summary>
    private async Task<StoreException> ConflictAsync(StoreOperation operation, StoreException reason, CancellationToken cancellationToken)
    {
        var values = (operation as StoreOperation.Whole)?.Body[EnvelopeNames.Unique] as JsonObject;
        var keys = layout.UniqueKeys.Where(unique => values?[unique.Model]?[unique.Name] is not null).ToList();
        if (keys.Count == 0 || (operation is StoreOperation.Create && await ExistsAsync(operation.Id, cancellationToken).ConfigureAwait(false)))
        {
            return reason;
        }

        foreach (var unique in keys.Count == 1 ? [] : keys)
        {
            if (await IsTakenAsync(unique, (string)values![unique.Model]![unique.Name]!, operation.Id, cancellationToken).ConfigureAwait(false))
            {
                return Taken(operation, unique, reason);
            }
        }

        return keys.Count == 1
            ? Taken(operation, keys[0], reason)
            : new UniqueKeyException($"Another document has the value of a unique key of '{operation.Id}'.", key: null, reason);
    }

    private static UniqueKeyException Taken(StoreOperation operation, UniqueKeyPath unique, StoreException reason) =>
        new($"Another document has the value of the unique key '{unique.Name}' of '{operation.Id}'.", unique.Name, reason);

    private async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await container.ReadItemStreamAsync(id, key, requestOptions: null, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK;
    }

    private async Task<bool> IsTakenAsync(UniqueKeyPath unique, string value, string id, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition($"SELECT VALUE c.id FROM c WHERE c[\"{EnvelopeNames.Unique}\"][\"{unique.Model}\"][\"{unique.Name}\"] = @value AND c.id != @id")
            .WithParameter("@value", value).WithParameter("@id", id);
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = key, MaxItemCount = 1 });
        while (pages.HasMoreResults)
        {
            using var response = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return false;
            }

            using var page = await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (page.RootElement.GetProperty("Documents").GetArrayLength() > 0)
            {
                return true;
            }
        }

        return false;
    }
}
