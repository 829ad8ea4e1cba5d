using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>The operations on documents, inside the writer's transaction: what a single request does is what an operation of a batch does.</summary>
internal sealed class DocumentOperations(WriteContext context, ContainerInfo container)
{
    private static readonly OperationResult Missing = OperationResult.Of(WireFault.NotFound()) with { Charge = RequestCharge.NotFound };

    private static readonly OperationResult Exists = OperationResult.Of(WireFault.Conflict());

    private static readonly OperationResult Stale = OperationResult.Of(WireFault.Precondition());

    private static readonly OperationResult Unmet = OperationResult.Fault(
        412, "Operation cannot be performed because one of the specified precondition is not met: the condition of the patch does not hold.", 1110);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 128 };

    private readonly DocumentRows _rows = new(context, container);

    public OperationResult Create(PartitionKeyValue key, ReadOnlyMemory<byte> text)
    {
        using var body = DocumentBody.Parse(text);
        RequireKey(key, body);
        return _rows.Find(key, body.Id) is null ? _rows.Insert(key, body) : Exists;
    }

    public OperationResult Upsert(PartitionKeyValue key, ReadOnlyMemory<byte> text, Preconditions preconditions)
    {
        using var body = DocumentBody.Parse(text);
        RequireKey(key, body);
        if (_rows.Find(key, body.Id) is not { } current)
        {
            // An upsert with If-Match on nothing creates, as in the service.
            return _rows.Insert(key, body);
        }

        return preconditions.AllowWrite(current.ETag) ? _rows.Update(key, current, body) : Stale;
    }

    public OperationResult Replace(PartitionKeyValue key, string id, ReadOnlyMemory<byte> text, Preconditions preconditions)
    {
        using var body = DocumentBody.Parse(text);
        RequireKey(key, body);
        if (_rows.Find(key, id) is not { } current)
        {
            return Missing;
        }

        if (!preconditions.AllowWrite(current.ETag))
        {
            return Stale;
        }

        return body.Id == id ? _rows.Update(key, current, body) : throw WireFault.BadRequest("Replacing the id of a document is not supported.");
    }

    /// <summary>Changes parts of a document. The condition and every operation see the stored version, whatever came before in the batch.</summary>
    public OperationResult Patch(PartitionKeyValue key, string id, ReadOnlyMemory<byte> text, Preconditions preconditions)
    {
        var patch = PatchBody.Parse(text);
        if (_rows.Find(key, id) is not { } current)
        {
            return Missing;
        }

        if (!preconditions.AllowWrite(current.ETag))
        {
            return Stale;
        }

        if (patch.Condition is not null && !PatchCondition.Holds(patch.Condition, current.Body, context.Time))
        {
            return Unmet;
        }

        var document = JsonNode.Parse(current.Body, documentOptions: DocumentBody.Options)!.AsObject();
        new PatchApplier(container).Apply(document, patch.Operations);
        using var body = DocumentBody.Parse(JsonSerializer.SerializeToUtf8Bytes(document, Relaxed));
        return _rows.Update(key, current, body);
    }

    public OperationResult Delete(PartitionKeyValue key, string id, Preconditions preconditions)
    {
        if (_rows.Find(key, id) is not { } current)
        {
            return Missing;
        }

        return preconditions.AllowWrite(current.ETag) ? _rows.Delete(key, id, current) : Stale;
    }

    /// <summary>Deletes all documents of a partition.</summary>
    public OperationResult DeletePartition(PartitionKeyValue key)
    {
        var charge = 0.0;
        foreach (var (id, row) in _rows.Partition(key))
        {
            charge += _rows.Delete(key, id, row).Charge;
        }

        return new OperationResult(200) { Charge = charge };
    }

    public OperationResult Read(PartitionKeyValue key, string id, Preconditions preconditions) =>
        _rows.Find(key, id) is { } current ? Found(current, preconditions) : Missing;

    /// <summary>The answer to a read that found a document.</summary>
    public static OperationResult Found(DocumentRow row, Preconditions preconditions)
    {
        var etag = row.ETag;
        return preconditions.IsNotModified(etag)
            ? new OperationResult(304) { ETag = etag, Lsn = row.Lsn }
            : new OperationResult(200) { ETag = etag, Body = row.Body, Lsn = row.Lsn, Charge = RequestCharge.Read(row.Body.Length) };
    }

    private void RequireKey(PartitionKeyValue key, DocumentBody body)
    {
        if (!container.Definition.PartitionKey.Of(body.Root).Equals(key))
        {
            throw WireFault.BadRequest("PartitionKey extracted from document doesn't match the one specified in the header. Learn more: https://aka.ms/CosmosDB/sql/errors/wrong-pk-value", 1001);
        }
    }
}
