using Microsoft.AspNetCore.Authorization;

namespace Shelter.Visits;

/// <summary>Visits of a shelter over HTTP. Everybody who is known has visits of their own, and sees no others; scope <c>visits:all</c> has them all.</summary>
[Tags("visits"), Authorize]
public sealed class VisitFunctions(Resource<Visit> visits)
{
    private const string Collection = "shelters/{shelterId}/visits";
    private const string Item = Collection + "/{id}";

    [Function("BookVisit"), Throttle("visits"), Idempotent(Required = false), Describes<Visit>(ResourceAction.Create), Example("""{ "day": "2026-12-24", "people": 2, "wish": "to see Tom" }""")]
    public Task<IResult> BookAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => visits.CreateAsync(request, shelterId, cancellationToken);

    [Function("ListVisits"), Describes<Visit>(ResourceAction.List)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => visits.ListAsync(request, shelterId, cancellationToken);

    [Function("QueryVisits"), Describes<Visit>(ResourceAction.Query)]
    public Task<IResult> QueryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "query", Route = Collection)] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => visits.QueryAsync(request, shelterId, cancellationToken);

    [Function("GetVisit"), Describes<Visit>(ResourceAction.Get)]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => visits.GetAsync(request, shelterId, id, cancellationToken);

    [Function("ReplaceVisit"), Describes<Visit>(ResourceAction.Replace)]
    public Task<IResult> ReplaceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => visits.ReplaceAsync(request, shelterId, id, cancellationToken);

    [Function("PatchVisit"), Describes<Visit>(ResourceAction.Patch)]
    public Task<IResult> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => visits.PatchAsync(request, shelterId, id, cancellationToken);

    [Function("CancelVisit"), Describes<Visit>(ResourceAction.Delete)]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => visits.DeleteAsync(request, shelterId, id, cancellationToken);

    [Function("BulkVisits"), Describes<Visit>(ResourceAction.Bulk)]
    public Task<IResult> BulkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection + "/bulk")] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => visits.BulkAsync(request, shelterId, cancellationToken);
}
