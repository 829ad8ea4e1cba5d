using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>A caller's own API keys: those whose owner is the <c>sub</c> of the token.</summary>
public sealed class OwnKeyFunctions(ApiKeys keys, UsagePlans plans, Usage usage)
{
    private const int Periods = 31;

    /// <summary>One page of the caller's keys, each with its plan and its usage.</summary>
    [Function("ListOwnApiKeys"), Authorize, Paged(100), Returns<OwnKeyPage>]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "me/keys")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.HttpContext.User.FindFirst("sub")?.Value is not { Length: > 0 } owner)
        {
            return Results.Ok(new OwnKeyPage([], null));
        }

        var (size, cursor) = request.ReadPage();
        var page = await keys.ListAsync(size, cursor, owner, cancellationToken).ConfigureAwait(false);
        var items = new List<OwnKey>();
        foreach (var key in page.Items)
        {
            var plan = key.Plan is { } name ? await plans.FindAsync(name, cancellationToken).ConfigureAwait(false) : null;
            items.Add(new OwnKey(key, plan, await usage.OfAsync(key.Id, Periods, cancellationToken).ConfigureAwait(false)));
        }

        return Results.Ok(new OwnKeyPage(items, page.Next));
    }
}
