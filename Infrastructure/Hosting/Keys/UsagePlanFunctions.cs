using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>The usage plans over HTTP: make or replace, list, look at, delete.</summary>
public sealed class UsagePlanFunctions(UsagePlans plans)
{
    private const string Collection = "usage-plans";
    private const string Item = Collection + "/{name}";

    /// <summary>Makes a plan (201), or replaces the one of that name (200).</summary>
    [Function("PutUsagePlan"), RequireScope(KeyScopes.Write), Takes<UsagePlanBody>, Returns<UsagePlan>, Returns<UsagePlan>(201)]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Item)] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var plan = (await request.ReadAsync<UsagePlanBody>(cancellationToken).ConfigureAwait(false)).ToPlan(name);
        return await plans.PutAsync(plan, cancellationToken).ConfigureAwait(false) ? Results.Created($"{request.PathBase}{request.Path}", plan) : Results.Ok(plan);
    }

    /// <summary>One page of the plans, by name.</summary>
    [Function("ListUsagePlans"), RequireScope(KeyScopes.Read, KeyScopes.Write), Paged(100), Returns<UsagePlanPage>]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (size, cursor) = request.ReadPage();
        return Results.Ok(await plans.ListAsync(size, cursor, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One plan.</summary>
    [Function("GetUsagePlan"), RequireScope(KeyScopes.Read, KeyScopes.Write), Returns<UsagePlan>, Refuses(404, "not-found")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item)] HttpRequest request, string name, CancellationToken cancellationToken) =>
        Results.Ok(await plans.GetAsync(name, cancellationToken).ConfigureAwait(false));

    /// <summary>Deletes a plan that no key has any more: 204.</summary>
    [Function("DeleteUsagePlan"), RequireScope(KeyScopes.Write), Returns(204), Refuses(404, "not-found"), Refuses(409, "usage-plan-in-use")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Item)] HttpRequest request, string name, CancellationToken cancellationToken)
    {
        await plans.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }
}
