using System.Globalization;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Creates, reads, replaces, lists and deletes containers.</summary>
internal sealed class ContainerHandler(Store store, TimeProvider time)
{
    public WireResponse List(WireRequest request, string database)
    {
        var owner = store.Catalog.Database(database);
        return ResourceFeed.Page(
            request, "DocumentCollections", owner.Rid, store.Catalog.Containers(owner).Select(ResourceJson.Of), store.Sequence.Committed, time.GetUtcNow());
    }

    public WireResponse Read(string database, string name)
    {
        var container = store.Catalog.Container(database, name);
        long count;
        using (var lease = store.Rent())
        using (var rows = lease.Connection.Prepare(container.Tables.Count))
        {
            rows.Step();
            count = rows.Int64(0);
        }

        return ResourceJson.One(200, ResourceJson.Of(container), store.Sequence.Committed)
            .With("x-ms-resource-usage", string.Create(CultureInfo.InvariantCulture, $"documentsCount={count};"));
    }

    public async Task<WireResponse> CreateAsync(WireRequest request, string database)
    {
        var owner = store.Catalog.Database(database);
        var definition = ContainerDefinition.Parse(request.Body.Span);
        var offer = Offers.Requested(request);
        var container = await store.Writes.RunAsync(context =>
        {
            using (var existing = context.Connection.Prepare("SELECT rid FROM containers WHERE database=?1 AND id=?2").Bind(1, owner.Number).Bind(2, definition.Id))
            {
                if (existing.Step())
                {
                    throw WireFault.Conflict();
                }
            }

            var number = context.NextLsn();
            var ts = (long)context.Now;
            var created = new ContainerInfo(owner, (uint)number, definition, DocumentStamp.ETag(number, ts), ts, offer, new ContainerState(definition.PartitionKey.IsHierarchical, null, null));
            context.Connection.Execute(created.Tables.Create);
            context.Connection.Prepare("INSERT INTO containers(rid, database, id, definition, etag, ts, offer) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .Bind(1, number).Bind(2, owner.Number).Bind(3, definition.Id).Bind(4, definition.Json.ToJsonString())
                .Bind(5, created.ETag).Bind(6, ts).Bind(7, offer).Execute();
            context.AfterCommit(() => store.Catalog.Put(created));
            return created;
        }).ConfigureAwait(false);
        return ResourceJson.One(201, ResourceJson.Of(container), store.Sequence.Committed);
    }

    public async Task<WireResponse> ReplaceAsync(WireRequest request, string database, string name)
    {
        var current = store.Catalog.Container(database, name);
        var definition = ContainerDefinition.Parse(request.Body.Span);
        if (definition.Id != current.Id)
        {
            throw WireFault.BadRequest("The id of a container cannot be changed.");
        }

        if (!JsonNode.DeepEquals(definition.Json["partitionKey"], current.Definition.Json["partitionKey"]))
        {
            throw WireFault.BadRequest("Document collection partition key cannot be changed.");
        }

        if (!JsonNode.DeepEquals(UniqueKeysOf(definition), UniqueKeysOf(current.Definition)))
        {
            throw WireFault.BadRequest("The unique index cannot be modified. To change the unique index, remove the collection and re-create a new one.");
        }

        if (request.Header(WireHeaders.IfMatch) is { } expected && expected != current.ETag)
        {
            throw WireFault.Precondition();
        }

        var container = await store.Writes.RunAsync(context =>
        {
            var ts = (long)context.Now;
            var replaced = new ContainerInfo(current.Database, current.Number, definition, DocumentStamp.ETag(context.NextLsn(), ts), ts, current.Offer, current.State);
            context.Connection.Prepare("UPDATE containers SET definition=?2, etag=?3, ts=?4 WHERE rid=?1")
                .Bind(1, current.Number).Bind(2, definition.Json.ToJsonString()).Bind(3, replaced.ETag).Bind(4, ts).Execute();
            store.Indexes.DropExcluded(context, replaced);
            context.AfterCommit(() => store.Catalog.Put(replaced));
            return replaced;
        }).ConfigureAwait(false);
        return ResourceJson.One(200, ResourceJson.Of(container), store.Sequence.Committed);
    }

    public async Task<WireResponse> DeleteAsync(string database, string name)
    {
        var container = store.Catalog.Container(database, name);
        await store.Writes.RunAsync(context =>
        {
            context.Connection.Execute(container.Tables.Drop);
            context.Connection.Prepare("DELETE FROM containers WHERE rid=?1").Bind(1, container.Number).Execute();
            context.AfterCommit(() => store.Catalog.Remove(container));
            return true;
        }).ConfigureAwait(false);
        return new WireResponse(204).WithCharge(5).WithSession(store.Sequence.Committed);
    }

    // A policy without keys is the same as none.
    private static JsonArray? UniqueKeysOf(ContainerDefinition definition) => definition.Json["uniqueKeyPolicy"]?["uniqueKeys"] is JsonArray { Count: > 0 } keys ? keys : null;
}
