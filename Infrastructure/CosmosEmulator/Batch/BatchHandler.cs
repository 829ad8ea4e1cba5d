namespace Virga.CosmosEmulator;

/// <summary>Answers transactional batches (all or nothing, one partition) and bulk requests (each for itself).</summary>
internal sealed class BatchHandler(Store store)
{
    private const int MaximumOperations = 100;

    public async Task<WireResponse> RunAsync(WireRequest request, ContainerInfo container)
    {
        if (request.Body.Length > DocumentBody.MaximumBytes)
        {
            throw new WireFault(413, "Request size is too large");
        }

        if (request.Header(WireHeaders.PartitionKeyRangeId) is { Length: > 0 } range)
        {
            _ = container.State.Ranges.Named(range);
        }

        var isHybridRow = HybridRowBatch.Is(request.Body.Span);
        var operations = isHybridRow ? await HybridRowBatch.ReadAsync(request.Body).ConfigureAwait(false) : JsonBatch.Read(request.Body);
        if (operations.Count is 0 or > MaximumOperations)
        {
            throw WireFault.BadRequest($"Batch request has {operations.Count} operations; 1 to {MaximumOperations} are supported.");
        }

        var isAtomic = request.Flag(WireHeaders.BatchAtomic);
        var key = request.Header(WireHeaders.PartitionKey) is null ? null : DocumentHandler.Key(request, container);
        if (isAtomic && key is null)
        {
            throw WireFault.BadRequest("A transactional batch needs a partition key.");
        }

        var results = await store.Writes.RunAsync(context =>
        {
            var run = new BatchRun(context, container, key);
            return isAtomic ? run.Atomic(operations) : run.EachForItself(operations);
        }).ConfigureAwait(false);
        var answer = isHybridRow ? await HybridRowBatch.WriteAsync(results).ConfigureAwait(false) : JsonBatch.Write(results);
        var isComplete = results.All(result => result.IsSuccess);
        return new WireResponse(isComplete ? 200 : 207) { Body = answer, ContentType = isHybridRow ? "application/octet-stream" : "application/json" }
            .WithCharge(results.Sum(result => result.Charge)).WithSession(store.Sequence.Committed).With(WireHeaders.ItemCount, results.Count);
    }
}
