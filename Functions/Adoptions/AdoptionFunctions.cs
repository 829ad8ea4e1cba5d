using Microsoft.AspNetCore.Authorization;
using Shelter.Cats;

namespace Shelter.Adoptions;

/// <summary>Adopts cats, and lists the adoptions on record.</summary>
[Tags("adoptions")]
public sealed class AdoptionFunctions(IDocuments documents, IRepository<Cat> cats, Resource<Adoption> adoptions, TimeProvider time)
{
    /// <summary>Marks the cat and publishes <see cref="CatAdopted"/> in one transaction, once for an <c>Idempotency-Key</c>; a cat that is adopted already is a conflict.</summary>
    [Function("AdoptCat"), RequireScope("cats:write"), Idempotent(Required = false), NotifyOnAccess("api-access"), Takes<AdoptionRequest>, Returns<CatAdopted>, Refuses(404, "document-not-found"), Refuses(409, "condition-failed")]
    public async Task<IResult> AdoptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "shelters/{shelterId}/cats/{id}/adoption")] HttpRequest request,
        string shelterId, string id, CancellationToken cancellationToken)
    {
        var (adopter, adoptedAt) = ((await request.ReadAsync<AdoptionRequest>(cancellationToken)).Adopter, time.GetUtcNow());
        var adopted = new CatAdopted(shelterId, id, adopter, adoptedAt);
        await documents.TransactAsync(
            shelterId,
            transaction => transaction
                .Update(cats, new DocumentKey(shelterId, id), Update.Of<Cat>().Set(cat => cat.Adopter, adopter).Set(cat => cat.AdoptedAt, adoptedAt), cat => cat.Adopter == null)
                .Publish(CatAdopted.Topic, adopted, message => message.Attribute("city", shelterId)),
            request.Once(),
            cancellationToken);
        return Results.Ok(adopted);
    }

    /// <summary>The adoptions on record.</summary>
    [Function("ListAdoptions"), AllowAnonymous, CacheFor(5, Server = true), CacheTag<Adoption>("shelterId"), Describes<Adoption>(ResourceAction.List)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "shelters/{shelterId}/adoptions")] HttpRequest request,
        string shelterId, CancellationToken cancellationToken) => adoptions.ListAsync(request, shelterId, cancellationToken);
}
