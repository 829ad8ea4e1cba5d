using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The groups of a FIFO topic, as one subscription (or function, <c>fn:name</c>) has got them, over HTTP.</summary>
public sealed class GroupFunctions(SubscriptionRegistry registry, FifoGroups groups)
{
    private const string Route = "topics/{topic}/subscriptions/{id}/groups";

    /// <summary>One page of groups.</summary>
    [Function("ListSubscriptionGroups"), RequireScope(TopicCallers.Read, TopicCallers.Write), Paged(100), Returns<FifoGroupPage>, Refuses(404, "not-found")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        var (limit, cursor) = request.ReadPage();
        return Results.Ok(await groups.ListAsync(topic, id, limit, cursor, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Carries a group on that a dead letter has stopped: 204, also when nothing stood in its way.</summary>
    [Function("ResumeSubscriptionGroup"), RequireScope(TopicCallers.Write), Takes<ResumeBody>, Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/resume")] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<ResumeBody>(cancellationToken).ConfigureAwait(false);
        await groups.ResumeAsync(topic, id, body.Group, body.Skip, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }
}
