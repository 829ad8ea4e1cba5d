namespace Virga.CosmosEmulator;

/// <summary>Finds what a request asks for by its method and path, and turns every refusal into its answer.</summary>
internal sealed class Router(Store store, CosmosFaults faults, TimeProvider time)
{
    private readonly FaultStage _faults = new(faults, time);
    private readonly DatabaseHandler _databases = new(store, time);
    private readonly ContainerHandler _containers = new(store, time);
    private readonly OfferHandler _offers = new(store, time);
    private readonly PartitionHandler _partitions = new(store);
    private readonly DocumentHandler _documents = new(store, time);
    private readonly QueryHandler _queries = new(store, time);
    private readonly ChangeFeedHandler _changes = new(store, time);
    private readonly BatchHandler _batches = new(store);

    public PartitionHandler Partitions => _partitions;

    public async Task<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        WireResponse response;
        try
        {
            response = _faults.Of(request) is { } asked
                ? await FaultAsync(asked, request, cancellationToken).ConfigureAwait(false)
                : await RouteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (WireFault fault)
        {
            response = fault.ToResponse().WithCharge(1).WithSession(store.Sequence.Committed);
        }
        catch (StorageException exception)
        {
            response = WireResponse.Fault(500, "InternalServerError", exception.Message);
        }

        return response.With(WireHeaders.ActivityId, request.Header(WireHeaders.ActivityId) ?? Guid.NewGuid().ToString());
    }

    private Task<WireResponse> FaultAsync(FaultHeader asked, WireRequest request, CancellationToken cancellationToken) =>
        _faults.AnswerAsync(asked, () => SplitAsync(request), () => RouteAsync(request, cancellationToken), cancellationToken);

    private async Task<WireResponse> RouteAsync(WireRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return request.Segments switch
        {
            [] => request.Method == "GET" ? AccountHandler.Read(request) : NotAllowed(request),
            ["dbs"] => request.Method switch
            {
                "GET" => _databases.List(request),
                "POST" when request.Flag(WireHeaders.IsQuery) => _databases.List(request),
                "POST" => await _databases.CreateAsync(request).ConfigureAwait(false),
                _ => NotAllowed(request),
            },
            ["dbs", var database] => request.Method switch
            {
                "GET" => _databases.Read(database),
                "DELETE" => await _databases.DeleteAsync(database).ConfigureAwait(false),
                _ => NotAllowed(request),
            },
            ["dbs", var database, "colls"] => request.Method switch
            {
                "GET" => _containers.List(request, database),
                "POST" when request.Flag(WireHeaders.IsQuery) => _containers.List(request, database),
                "POST" => await _containers.CreateAsync(request, database).ConfigureAwait(false),
                _ => NotAllowed(request),
            },
            ["dbs", var database, "colls", var container] => request.Method switch
            {
                "GET" => _containers.Read(database, container),
                "PUT" => await _containers.ReplaceAsync(request, database, container).ConfigureAwait(false),
                "DELETE" => await _containers.DeleteAsync(database, container).ConfigureAwait(false),
                _ => NotAllowed(request),
            },
            ["dbs", var database, "colls", var container, "pkranges"] when request.Method == "GET" => _partitions.Read(request, store.Catalog.Container(database, container)),
            ["dbs", var database, "colls", var container, "operations", "partitionkeydelete"] when request.Method == "POST" =>
                await _documents.DeletePartitionAsync(request, store.Catalog.Container(database, container)).ConfigureAwait(false),
            ["offers"] when request.Method == "GET" || request.Flag(WireHeaders.IsQuery) => _offers.List(request),
            ["offers", var offer] => request.Method switch
            {
                "GET" => _offers.Read(offer),
                "PUT" => await _offers.ReplaceAsync(request, offer).ConfigureAwait(false),
                _ => NotAllowed(request),
            },
            ["dbs", var database, "colls", var container, "docs"] =>
                await InContainerAsync(request, store.Catalog.Container(database, container), null).ConfigureAwait(false),
            ["dbs", var database, "colls", var container, "docs", var id] =>
                await InContainerAsync(request, store.Catalog.Container(database, container), id).ConfigureAwait(false),
            _ => throw new WireFault(501, $"{request.Method} {request.Path} is not something this endpoint knows."),
        };
    }

    private async Task SplitAsync(WireRequest request)
    {
        if (request.Segments is not ["dbs", var database, "colls", var container, ..])
        {
            throw WireFault.BadRequest("Only a container can be split; send the header with a request in one.");
        }

        await _partitions.SplitAsync(store.Catalog.Container(database, container), null).ConfigureAwait(false);
    }

    private async Task<WireResponse> InContainerAsync(WireRequest request, ContainerInfo container, string? id)
    {
        WireResponse response;
        try
        {
            response = await SeenAsync(request, container, id).ConfigureAwait(false);
        }
        catch (WireFault fault) when (container.State.Ranges.IsSplit)
        {
            response = fault.ToResponse().WithCharge(1).WithSession(store.Sequence.Committed);
        }

        var seen = request.Method == "GET" || request.Flag(WireHeaders.IsQuery) ? store.History.ViewFor(request, container)?.AsOf : null;
        if (seen is not null || container.State.Ranges.IsSplit)
        {
            response.Replace(WireHeaders.SessionToken, SessionToken.For(request, container, seen ?? store.Sequence.Committed));
        }

        return response.WithOwner(container);
    }

    private async Task<WireResponse> SeenAsync(WireRequest request, ContainerInfo container, string? id)
    {
        if (request.Method == "GET" || request.Flag(WireHeaders.IsQuery))
        {
            SessionToken.Check(request, store.Sequence.Committed);
        }

        if (request.Header(WireHeaders.StartEpk) is not null && !container.State.KeepsKeys)
        {
            await _partitions.KeepKeysAsync(container).ConfigureAwait(false);
        }

        return id is null ? await FeedAsync(request, container).ConfigureAwait(false) : await DocumentAsync(request, container, id).ConfigureAwait(false);
    }

    private async Task<WireResponse> FeedAsync(WireRequest request, ContainerInfo container) => request.Method switch
    {
        "POST" when request.Flag(WireHeaders.IsQueryPlan) => _queries.Plan(request, container),
        "POST" when request.Flag(WireHeaders.IsQuery) => _queries.Query(request, container),
        "POST" when request.Flag(WireHeaders.IsBatch) => await _batches.RunAsync(request, container).ConfigureAwait(false),
        "POST" => await _documents.CreateAsync(request, container).ConfigureAwait(false),
        "GET" when request.Header(WireHeaders.AIm) is not null => await _changes.ReadAsync(request, container).ConfigureAwait(false),
        "GET" => _queries.Feed(request, container),
        _ => NotAllowed(request),
    };

    private async Task<WireResponse> DocumentAsync(WireRequest request, ContainerInfo container, string id) => request.Method switch
    {
        "GET" => _documents.Read(request, container, id),
        "PATCH" => await _documents.PatchAsync(request, container, id).ConfigureAwait(false),
        "PUT" => await _documents.ReplaceAsync(request, container, id).ConfigureAwait(false),
        "DELETE" => await _documents.DeleteAsync(request, container, id).ConfigureAwait(false),
        _ => NotAllowed(request),
    };

    private static WireResponse NotAllowed(WireRequest request) =>
        WireResponse.Fault(405, "MethodNotAllowed", $"{request.Method} is not allowed on {request.Path}.");
}
