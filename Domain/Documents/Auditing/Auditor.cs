using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Says of writes which are audited, and makes their entries.</summary>
internal sealed class Auditor(IEnumerable<AuditedModel> models, ChangeOrigins origins, IOptions<AuditOptions> options, TimeProvider time)
{
    private static readonly ChangeOrigin Nobody = new();

    private readonly FrozenDictionary<string, AuditDetail> _details = models.ToFrozenDictionary(model => model.Schema.Name, model => model.Detail, StringComparer.Ordinal);

    /// <summary>How much is to be said of a write; null when nothing is.</summary>
    public AuditDetail? DetailOf(StoreOperation operation) =>
        operation is not StoreOperation.Check && _details.TryGetValue(StoredId.ModelOf(operation.Id), out var detail) ? detail : null;

    /// <summary>The write of an entry.</summary>
    /// <param name="partition">The document's partition.</param>
    /// <param name="operation">What is done to the document.</param>
    /// <param name="detail">How much is said.</param>
    /// <param name="before">The document before; null when there is none, or it was not read.</param>
    /// <param name="isUncertain">Whether it may not be the version directly before.</param>
    public StoreOperation EntryOf(PartitionKey partition, StoreOperation operation, AuditDetail detail, JsonObject? before, bool isUncertain)
    {
        var now = time.GetUtcNow();
        var entry = new AuditEntry(
            Guid.CreateVersion7(now).ToString("n"), now, StoredId.ModelOf(operation.Id), [.. partition.Levels], StoredId.KeyOf(operation.Id), NameOf(operation), origins.Current ?? Nobody);
        if (detail != AuditDetail.Who)
        {
            var after = AfterOf(operation, before);
            entry = entry with
            {
                Before = before is null ? null : AuditComparison.HashOf(before),
                After = after is null ? null : AuditComparison.HashOf(after),
                IsUncertain = isUncertain,
            };
            if (detail == AuditDetail.Changes)
            {
                var (changes, isCut) = AuditComparison.Changes(before, after);
                entry = entry with { Changes = [.. changes], IsCut = isCut };
            }
        }

        return AuditRecord.Create(entry, options.Value.KeepFor);
    }

    private static JsonObject? AfterOf(StoreOperation operation, JsonObject? before) => operation switch
    {
        StoreOperation.Whole whole => whole.Body,
        StoreOperation.Patch patch when before is not null => TryApply(before, patch),
        _ => null,
    };

    /// <summary>What the store will refuse needs no entry that is right.</summary>
    private static JsonObject? TryApply(JsonObject before, StoreOperation.Patch patch)
    {
        try
        {
            return UpdateApplier.Apply(before, patch.Actions);
        }
        catch (StoreRequestException)
        {
            return null;
        }
    }

    private static string NameOf(StoreOperation operation) => operation switch
    {
        StoreOperation.Create => "create",
        StoreOperation.Upsert => "save",
        StoreOperation.Replace => "replace",
        StoreOperation.Patch => "update",
        _ => "delete",
    };
}
