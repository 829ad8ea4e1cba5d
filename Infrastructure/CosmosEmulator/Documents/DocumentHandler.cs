using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>Point operations: one document, one request.</summary>
internal sealed class DocumentHandler(Store store, TimeProvider time)
{
    public WireResponse Read(WireRequest request, ContainerInfo container, string id)
    {
        var key = Key(request, container);
        DocumentRow? row = null;
        using (var lease = store.Rent())
        using (var rows = lease.Connection.Prepare(container.Tables.Read).Bind(1, key.Stored).Bind(2, id))
        {
            if (rows.Step())
            {
                row = DocumentRow.Of(rows);
            }
        }

        var view = store.History.ViewFor(request, container);
        row = view is null ? row : view.Document(key, id, row);
        if (row is null || Expiry.IsExpired(container, row.Ts, row.Ttl, time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0))
        {
            return WireFault.NotFound().ToResponse().WithCharge(RequestCharge.NotFound).WithSession(store.Sequence.Committed);
        }

        return DocumentOperations.Found(row, Preconditions.Of(request)).ToResponse(minimal: false, store.Sequence.Committed);
    }

    public Task<WireResponse> CreateAsync(WireRequest request, ContainerInfo container)
    {
        var key = Key(request, container);
        return request.Flag(WireHeaders.IsUpsert)
            ? WriteAsync(request, container, operations => operations.Upsert(key, request.Body, Preconditions.Of(request)))
            : WriteAsync(request, container, operations => operations.Create(key, request.Body));
    }

    public Task<WireResponse> ReplaceAsync(WireRequest request, ContainerInfo container, string id)
    {
        var key = Key(request, container);
        return WriteAsync(request, container, operations => operations.Replace(key, id, request.Body, Preconditions.Of(request)));
    }

    public Task<WireResponse> PatchAsync(WireRequest request, ContainerInfo container, string id)
    {
        var key = Key(request, container);
        return WriteAsync(request, container, operations => operations.Patch(key, id, request.Body, Preconditions.Of(request)));
    }

    public Task<WireResponse> DeleteAsync(WireRequest request, ContainerInfo container, string id)
    {
        var key = Key(request, container);
        return WriteAsync(request, container, operations => operations.Delete(key, id, Preconditions.Of(request)));
    }

    public Task<WireResponse> DeletePartitionAsync(WireRequest request, ContainerInfo container)
    {
        var key = Key(request, container);
        return WriteAsync(request, container, operations => operations.DeletePartition(key));
    }

    /// <summary>The whole partition key from the request's header.</summary>
    public static PartitionKeyValue Key(WireRequest request, ContainerInfo container)
    {
        var header = request.Header(WireHeaders.PartitionKey)
            ?? throw WireFault.BadRequest("The partition key supplied in x-ms-partitionkey header has fewer components than defined in the the collection.", 1001);
        var key = PartitionKeyValue.Parse(header);
        var expected = container.Definition.PartitionKey.Paths.Count;
        return key.Parts.Count == expected
            ? RequireShort(key, container)
            : throw WireFault.BadRequest(
                $"The partition key supplied in x-ms-partitionkey header has {(key.Parts.Count < expected ? "fewer" : "more")} components than defined in the the collection.", 1001);
    }

    private static PartitionKeyValue RequireShort(PartitionKeyValue key, ContainerInfo container)
    {
        var length = 0;
        foreach (var part in key.Parts)
        {
            length += part.String is { } text ? Encoding.UTF8.GetByteCount(text) : 0;
        }

        var limit = container.Definition.PartitionKey.Version == 1 ? 101 : 2048;
        return length <= limit ? key : throw WireFault.BadRequest($"The partition key is {length} bytes long; at most {limit} are supported.");
    }

    private async Task<WireResponse> WriteAsync(WireRequest request, ContainerInfo container, Func<DocumentOperations, OperationResult> operation)
    {
        var result = await store.Writes.RunAsync(context => operation(new DocumentOperations(context, container))).ConfigureAwait(false);
        return result.ToResponse(request.PrefersMinimal, store.Sequence.Committed);
    }
}
