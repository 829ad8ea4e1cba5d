using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.LocalHost;

namespace Browser.Portal;

/// <summary>The boats over HTTP.</summary>
public sealed class BoatFunctions(Resource<Boat> boats)
{
    private const string Collection = "harbours/{harbour}/boats";

    /// <summary>The boats of a harbour.</summary>
    [Function("ListBoats"), AllowAnonymous, Describes<Boat>(ResourceAction.List)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, string harbour, CancellationToken cancellationToken) =>
        boats.ListAsync(request, harbour, cancellationToken);

    /// <summary>Takes a boat in.</summary>
    [Function("CreateBoat"), RequireScope("boats:write"), Describes<Boat>(ResourceAction.Create), Example("""{ "name": "Fram", "kind": "sail" }""")]
    public Task<IResult> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, string harbour, CancellationToken cancellationToken) =>
        boats.CreateAsync(request, harbour, cancellationToken);
}
