using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>The API keys over HTTP: make, list, look at, change, rotate, delete. Values are shown once, when they are made.</summary>
public sealed class ApiKeyFunctions(ApiKeys keys, Usage usage)
{
    private const string Collection = "keys";
    private const string Item = Collection + "/{id}";

    /// <summary>Makes a key: 201 with its value, which nobody can read again.</summary>
    [Function("CreateApiKey"), RequireScope(KeyScopes.Write), Takes<ApiKeyRequest>, Returns<NewApiKey>(201)]
    public async Task<IResult> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var made = await keys.CreateAsync(await request.ReadAsync<ApiKeyRequest>(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Created($"{request.PathBase}{request.Path}/{made.Key.Id}", made);
    }

    /// <summary>One page of the keys, oldest first.</summary>
    [Function("ListApiKeys"), RequireScope(KeyScopes.Read, KeyScopes.Write), Paged(100), QueryParameter<string>("owner", Description = "Only keys of this person."), Returns<ApiKeyPage>]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (size, cursor) = request.ReadPage();
        return Results.Ok(await keys.ListAsync(size, cursor, request.Parameter<string>("owner"), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One key.</summary>
    [Function("GetApiKey"), RequireScope(KeyScopes.Read, KeyScopes.Write), Returns<ApiKey>, Refuses(404, "not-found")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Results.Ok(await keys.GetAsync(id, cancellationToken).ConfigureAwait(false));

    /// <summary>Changes what the body names: <c>name</c>, <c>owner</c>, <c>plan</c>, <c>enabled</c>, <c>expiresAt</c>; null clears.</summary>
    [Function("ChangeApiKey"), RequireScope(KeyScopes.Write), Takes<ApiKeyChange>, Returns<ApiKey>, Refuses(404, "not-found")]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Item)] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Results.Ok(await keys.ChangeAsync(id, await request.ReadAsync<ApiKeyChange>(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));

    /// <summary>Deletes a key: 204. Other instances may accept it for a few seconds more.</summary>
    [Function("DeleteApiKey"), RequireScope(KeyScopes.Write), Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Item)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        await keys.DeleteAsync(id, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }

    /// <summary>Gives a key a new value: 200 with it. The old one works for <c>overlapSeconds</c> more.</summary>
    [Function("RotateApiKey"), RequireScope(KeyScopes.Write), Takes<RotationBody>, Returns<NewApiKey>, Refuses(404, "not-found")]
    public async Task<IResult> RotateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Item + "/rotation")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await request.ReadAsync<RotationBody>(cancellationToken).ConfigureAwait(false);
        var rotated = await keys.RotateAsync(id, body.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, cancellationToken).ConfigureAwait(false);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Ok(rotated);
    }

    /// <summary>How much a key was used: the latest periods, newest first.</summary>
    [Function("GetApiKeyUsage"), RequireScope(KeyScopes.Read, KeyScopes.Write), Returns<IReadOnlyList<UsageReport>>, Refuses(404, "not-found")]
    public async Task<IResult> UsageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item + "/usage")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Results.Ok(await usage.OfAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false));
}
