namespace Virga.CosmosEmulator;

/// <summary>Runs the operations of one batch in the writer's transaction.</summary>
internal sealed class BatchRun(WriteContext context, ContainerInfo container, PartitionKeyValue? key)
{
    private static readonly OperationResult Dependent = new(424) { Charge = 0 };
    private readonly DocumentOperations _documents = new(context, container);

    /// <summary>All or nothing: after a failure the one that failed has its status and all others 424.</summary>
    public List<OperationResult> Atomic(List<BatchOperation> operations)
    {
        context.Connection.Prepare("SAVEPOINT batch").Execute();
        var results = new List<OperationResult>(operations.Count);
        foreach (var operation in operations)
        {
            var result = Run(operation, key!);
            results.Add(result);
            if (!result.IsSuccess)
            {
                context.Connection.Prepare("ROLLBACK TO batch").Execute();
                context.Connection.Prepare("RELEASE batch").Execute();
                return [.. operations.Select((_, index) => index == results.Count - 1 ? result : Dependent)];
            }
        }

        context.Connection.Prepare("RELEASE batch").Execute();
        return results;
    }

    /// <summary>Bulk: each operation has its own key and its own outcome.</summary>
    public List<OperationResult> EachForItself(List<BatchOperation> operations)
    {
        var results = new List<OperationResult>(operations.Count);
        foreach (var operation in operations)
        {
            try
            {
                var own = operation.PartitionKey is null ? key : PartitionKeyValue.Parse(operation.PartitionKey);
                results.Add(Run(operation, own ?? throw WireFault.BadRequest("An operation of a bulk request needs a partition key.")));
            }
            catch (WireFault fault)
            {
                results.Add(OperationResult.Of(fault));
            }
        }

        return results;
    }

    private OperationResult Run(BatchOperation operation, PartitionKeyValue partition)
    {
        try
        {
            var preconditions = new Preconditions(operation.IfMatch, operation.IfNoneMatch);
            var result = operation.Kind switch
            {
                BatchOperationKind.Create => _documents.Create(partition, operation.Body),
                BatchOperationKind.Upsert => _documents.Upsert(partition, operation.Body, preconditions),
                BatchOperationKind.Replace => _documents.Replace(partition, Id(operation), operation.Body, preconditions),
                BatchOperationKind.Patch => _documents.Patch(partition, Id(operation), operation.Body, preconditions),
                BatchOperationKind.Delete => _documents.Delete(partition, Id(operation), preconditions),
                BatchOperationKind.Read => _documents.Read(partition, Id(operation), preconditions),
                _ => throw WireFault.BadRequest($"Operation {(int)operation.Kind} is not supported in a batch."),
            };
            return operation.IsMinimal && result.IsSuccess && operation.Kind != BatchOperationKind.Read ? result with { Body = default } : result;
        }
        catch (WireFault fault)
        {
            return OperationResult.Of(fault);
        }
    }

    private static string Id(BatchOperation operation) => operation.Id ?? throw WireFault.BadRequest("The operation needs an id.");
}
