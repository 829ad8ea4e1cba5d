using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>The offers: throughput of databases and containers, told and changed, never enforced.</summary>
internal sealed class OfferHandler(Store store, TimeProvider time)
{
    private sealed record Offer(string Rid, string Target, string Self, string Content, ContainerInfo? Container, DatabaseInfo Database);

    public WireResponse List(WireRequest request) =>
        ResourceFeed.Page(request, "Offers", "", All().Select(Json), store.Sequence.Committed, time.GetUtcNow());

    public WireResponse Read(string rid) => Answer(Find(rid));

    public async Task<WireResponse> ReplaceAsync(WireRequest request, string rid)
    {
        var offer = Find(rid);
        var content = Offers.Replaced(request.Body.Span, offer.Content);
        await store.Writes.RunAsync(context =>
        {
            var (update, number) = offer.Container is { } owner
                ? ("UPDATE containers SET offer=?2 WHERE rid=?1", owner.Number)
                : ("UPDATE databases SET offer=?2 WHERE rid=?1", offer.Database.Number);
            context.Connection.Prepare(update).Bind(1, number).Bind(2, content).Execute();
            context.AfterCommit(() => Show(offer, content));
            return true;
        }).ConfigureAwait(false);
        return Answer(offer with { Content = content });
    }

    private void Show(Offer offer, string content)
    {
        if (offer.Container is { } container)
        {
            store.Catalog.Put(new ContainerInfo(container.Database, container.Number, container.Definition, container.ETag, container.Timestamp, content, container.State));
        }
        else
        {
            store.Catalog.Put(offer.Database with { Offer = content });
        }
    }

    private Offer Find(string rid) => All().FirstOrDefault(offer => offer.Rid == rid) ?? throw WireFault.NotFound();

    private IEnumerable<Offer> All()
    {
        foreach (var database in store.Catalog.Databases)
        {
            if (database.Offer is { } shared)
            {
                yield return new Offer(ResourceId.Offer(database.Number), database.Rid, $"dbs/{database.Rid}/", shared, null, database);
            }

            foreach (var container in store.Catalog.Containers(database))
            {
                // A container without throughput of its own has its database's, or else the least there is.
                if ((container.Offer ?? (database.Offer is null ? Offers.Least : null)) is { } own)
                {
                    yield return new Offer(ResourceId.Offer(container.Number), container.Rid, container.Self, own, container, database);
                }
            }
        }
    }

    private WireResponse Answer(Offer offer) => ResourceJson.One(200, Json(offer), store.Sequence.Committed)
        .With("x-ms-cosmos-min-throughput", offer.Content.Contains("Autopilot", StringComparison.Ordinal) ? 1000 : 400)
        .With("x-ms-offer-replace-pending", "false");

    private static JsonObject Json(Offer offer) => new()
    {
        ["id"] = offer.Rid,
        ["_rid"] = offer.Rid,
        ["_self"] = $"offers/{offer.Rid}/",
        ["_etag"] = offer.Container?.ETag ?? offer.Database.ETag,
        ["_ts"] = offer.Container?.Timestamp ?? offer.Database.Timestamp,
        ["offerVersion"] = "V2",
        ["offerType"] = "Invalid",
        ["resource"] = offer.Self,
        ["offerResourceId"] = offer.Target,
        ["content"] = JsonNode.Parse(offer.Content),
    };
}
