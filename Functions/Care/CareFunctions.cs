using Microsoft.AspNetCore.Authorization;
using Shelter.Cats;

namespace Shelter.Care;

/// <summary>Cares for cats, and shows what was done for one.</summary>
[Tags("care")]
public sealed class CareFunctions(IDocuments documents, IRepository<Cat> cats, Resource<CareLog> logs, TimeProvider time)
{
    private const string Route = "shelters/{shelterId}/cats/{id}/care";

    /// <summary>Notes at the cat when it was cared for, and publishes <see cref="CareGiven"/> in the same transaction.</summary>
    [Function("CareForCat"), RequireScope("cats:write"), Takes<CareRequest>, Returns<CareGiven>, Refuses(404, "document-not-found")]
    public async Task<IResult> CareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string shelterId, string id, CancellationToken cancellationToken)
    {
        var (asked, now) = (await request.ReadAsync<CareRequest>(cancellationToken), time.GetUtcNow());
        var care = new CareGiven(shelterId, id, asked.What, now);
        await documents.TransactAsync(
            shelterId,
            transaction => transaction
                .Update(cats, new DocumentKey(shelterId, id), Update.Of<Cat>().Set(cat => cat.CaredForAt, now))
                .Publish(CareGiven.Topic, care, message => message.Group(id).Deduplication(asked.Id).Attribute("city", shelterId)),
            cancellationToken);
        return Results.Ok(care);
    }

    /// <summary>The care a cat got.</summary>
    [Function("GetCareLog"), AllowAnonymous, Describes<CareLog>(ResourceAction.Get)]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string shelterId, string id, CancellationToken cancellationToken) =>
        logs.GetAsync(request, shelterId, id, cancellationToken);
}
