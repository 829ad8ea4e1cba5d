using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Replays of a topic's past messages to one subscription (or function, <c>fn:name</c>) over HTTP. They need scope <c>topics:write</c>.</summary>
public sealed class ReplayFunctions(SubscriptionRegistry registry, Replays replays)
{
    private const string Route = "topics/{topic}/subscriptions/{id}/replay";

    /// <summary>Starts a replay: 202. One that is under way ends.</summary>
    [Function("StartReplay"), RequireScope(TopicCallers.Write), Takes<ReplayBody>, Returns<ReplayStatus>(202), Refuses(404, "not-found")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<ReplayBody>(cancellationToken).ConfigureAwait(false);
        var status = await replays.StartAsync(topic, id, body.From, body.Until, cancellationToken).ConfigureAwait(false);
        return Results.Accepted($"{request.PathBase}{request.Path}", status);
    }

    /// <summary>The last replay to the subscription.</summary>
    [Function("GetReplay"), RequireScope(TopicCallers.Read, TopicCallers.Write), Returns<ReplayStatus>, Refuses(404, "not-found")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        return await replays.GetAsync(topic, id, cancellationToken).ConfigureAwait(false) is { } status
            ? Results.Ok(status)
            : throw new NotificationException(NotificationErrors.NotFound, "Replay does not exist");
    }
}
