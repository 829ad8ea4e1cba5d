using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>What could not be delivered, over HTTP. Needs scope <c>topics:write</c>: bodies are in it.</summary>
public sealed class DeadLetterFunctions(SubscriptionRegistry registry, DeadLetters letters, Redriver redriver)
{
    private const string Route = "topics/{topic}/subscriptions/{id}/dead-letters";

    /// <summary>One page of a subscription's dead letters.</summary>
    [Function("ListDeadLetters"), RequireScope(TopicCallers.Write), Paged, Returns<DeadLetterPage>, Refuses(404, "not-found")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string topic, string id, CancellationToken cancellationToken)
    {
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        var (limit, cursor) = request.ReadPage();
        return Results.Ok(await letters.ListAsync(id, limit, cursor, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Delivers dead letters again, by id or by what they have in common, spread over time; answers how many, and whether these were all.</summary>
    [Function("RedriveDeadLetters"), RequireScope(TopicCallers.Write), Takes<RedriveRequest>, Returns<RedriveResult>, Refuses(404, "not-found")]
    public async Task<IResult> RedriveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/redrive")] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        var asked = await request.ReadAsync<RedriveRequest>(cancellationToken).ConfigureAwait(false);
        if (asked.PerSecond is < 1 or > 1000 || asked.Limit is < 1 or > 10_000)
        {
            throw new GatewayException(400, "invalid-parameter", $"perSecond must be 1 to 1,000 and limit 1 to 10,000; they are {asked.PerSecond} and {asked.Limit}.");
        }

        return Results.Ok(await redriver.RedriveAsync(id, asked, cancellationToken).ConfigureAwait(false));
    }
}
