namespace Virga.CosmosEmulator;

/// <summary>Creates, reads, lists and deletes databases.</summary>
internal sealed class DatabaseHandler(Store store, TimeProvider time)
{
    public WireResponse List(WireRequest request) =>
        ResourceFeed.Page(request, "Databases", "", store.Catalog.Databases.Select(ResourceJson.Of), store.Sequence.Committed, time.GetUtcNow());

    public WireResponse Read(string name) => ResourceJson.One(200, ResourceJson.Of(store.Catalog.Database(name)), store.Sequence.Committed);

    public async Task<WireResponse> CreateAsync(WireRequest request)
    {
        var id = ResourceName.Of(WireJson.Object(request.Body.Span));
        var offer = Offers.Requested(request);
        var database = await store.Writes.RunAsync(context =>
        {
            using (var existing = context.Connection.Prepare("SELECT rid FROM databases WHERE id=?1").Bind(1, id))
            {
                if (existing.Step())
                {
                    throw WireFault.Conflict();
                }
            }

            var number = context.NextLsn();
            var created = new DatabaseInfo((uint)number, id, DocumentStamp.ETag(number, (long)context.Now), (long)context.Now, offer);
            context.Connection.Prepare("INSERT INTO databases(rid, id, etag, ts, offer) VALUES(?1, ?2, ?3, ?4, ?5)")
                .Bind(1, number).Bind(2, id).Bind(3, created.ETag).Bind(4, created.Timestamp).Bind(5, offer).Execute();
            context.AfterCommit(() => store.Catalog.Put(created));
            return created;
        }).ConfigureAwait(false);
        return ResourceJson.One(201, ResourceJson.Of(database), store.Sequence.Committed);
    }

    public async Task<WireResponse> DeleteAsync(string name)
    {
        var database = store.Catalog.Database(name);
        await store.Writes.RunAsync(context =>
        {
            foreach (var container in store.Catalog.Containers(database))
            {
                context.Connection.Execute(container.Tables.Drop);
            }

            context.Connection.Prepare("DELETE FROM containers WHERE database=?1").Bind(1, database.Number).Execute();
            context.Connection.Prepare("DELETE FROM databases WHERE rid=?1").Bind(1, database.Number).Execute();
            context.AfterCommit(() => store.Catalog.Remove(database));
            return true;
        }).ConfigureAwait(false);
        return new WireResponse(204).WithCharge(5).WithSession(store.Sequence.Committed);
    }
}
