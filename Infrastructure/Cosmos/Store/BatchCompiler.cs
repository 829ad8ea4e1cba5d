using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Compiles a transaction to a transactional batch.</summary>
internal static class BatchCompiler
{
    public static void Add(TransactionalBatch batch, ContainerLayout layout, StorePartition partition, StoreOperation operation)
    {
        var options = new TransactionalBatchItemRequestOptions { IfMatchEtag = EntityTag.ToHeader(operation.IfMatch), EnableContentResponseOnWrite = false };
        switch (operation)
        {
            case StoreOperation.Create create:
                batch.CreateItemStream(DocumentBody.Write(layout, partition, create), options);
                break;
            case StoreOperation.Upsert { IfMatch: null } upsert:
                batch.UpsertItemStream(DocumentBody.Write(layout, partition, upsert), options);
                break;
            case StoreOperation.Upsert upsert:
                batch.ReplaceItemStream(upsert.Id, DocumentBody.Write(layout, partition, upsert), options);
                break;
            case StoreOperation.Replace replace:
                batch.ReplaceItemStream(replace.Id, DocumentBody.Write(layout, partition, replace), options);
                break;
            case StoreOperation.Patch patch:
                batch.PatchItem(patch.Id, PatchCompiler.Compile(patch), PatchOptions(patch));
                break;
            case StoreOperation.Check check:
                batch.PatchItem(check.Id, PatchCompiler.Touch(check), PatchOptions(check));
                break;
            case StoreOperation.Delete delete:
                batch.DeleteItem(delete.Id, options);
                break;
            default:
                throw new NotSupportedException($"There is no operation {operation.GetType().Name}.");
        }
    }

    private static TransactionalBatchPatchItemRequestOptions PatchOptions(StoreOperation operation) => new()
    {
        IfMatchEtag = EntityTag.ToHeader(operation.IfMatch),
        FilterPredicate = Precondition.PredicateOf(operation),
        EnableContentResponseOnWrite = false,
    };
}
