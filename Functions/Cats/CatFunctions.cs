using Microsoft.AspNetCore.Authorization;

namespace Shelter.Cats;

/// <summary>The cats of a shelter over HTTP. Anyone may look; changes need scope <c>cats:write</c>.</summary>
[Tags("cats")]
public sealed class CatFunctions(Resource<Cat> cats)
{
    private const string Collection = "shelters/{shelterId}/cats";
    private const string Item = Collection + "/{id}";

    [Function("ListCats"), AllowAnonymous, Describes<Cat>(ResourceAction.List)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => cats.ListAsync(request, shelterId, cancellationToken);

    [Function("GetCat"), AllowAnonymous, Describes<Cat>(ResourceAction.Get)]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => cats.GetAsync(request, shelterId, id, cancellationToken);

    [Function("QueryCats"), AllowAnonymous, Describes<Cat>(ResourceAction.Query)]
    public Task<IResult> QueryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "query", Route = Collection)] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => cats.QueryAsync(request, shelterId, cancellationToken);

    [Function("CreateCat"), RequireScope("cats:write"), Idempotent(Required = false), Describes<Cat>(ResourceAction.Create), Example("""{ "name": "Tom", "age": 3, "mood": "playful" }""")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => cats.CreateAsync(request, shelterId, cancellationToken);

    [Function("ReplaceCat"), RequireScope("cats:write"), Describes<Cat>(ResourceAction.Replace)]
    public Task<IResult> ReplaceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => cats.ReplaceAsync(request, shelterId, id, cancellationToken);

    [Function("PatchCat"), RequireScope("cats:write"), Describes<Cat>(ResourceAction.Patch)]
    public Task<IResult> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => cats.PatchAsync(request, shelterId, id, cancellationToken);

    [Function("DeleteCat"), RequireScope("cats:write"), Describes<Cat>(ResourceAction.Delete)]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Item)] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken) => cats.DeleteAsync(request, shelterId, id, cancellationToken);

    [Function("BulkCats"), RequireScope("cats:write"), Describes<Cat>(ResourceAction.Bulk)]
    public Task<IResult> BulkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection + "/bulk")] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => cats.BulkAsync(request, shelterId, cancellationToken);
}
