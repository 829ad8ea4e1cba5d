using System.Globalization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The groups of a FIFO topic, as one subscription (or function, <c>fn:name</c>) has got them, over HTTP.</summary>
public sealed class GroupFunctions(SubscriptionRegistry registry, FifoGroups groups)
{
    private const string Route = "topics/{topic}/subscriptions/{id}/groups";

    /// <summary>One page of groups: <c>limit</c> (1 to 100, default 100) and <c>cursor</c>.</summary>
    [Function("ListSubscriptionGroups"), RequireScope(TopicCallers.Read, TopicCallers.Write), Returns<FifoGroupPage>]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        string? limit = request.Query["limit"];
        var size = limit is null ? 100 : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return size is >= 1 and <= 100
            ? Results.Ok(await groups.ListAsync(topic, id, size, request.Query["cursor"], cancellationToken).ConfigureAwait(false))
            : throw new GatewayException(400, "invalid-parameter", $"limit must be 1 to 100; it is '{limit}'.");
    }

    /// <summary>Carries a group on that a dead letter has stopped: 204, also when nothing stood in its way.</summary>
    [Function("ResumeSubscriptionGroup"), RequireScope(TopicCallers.Write), Takes<ResumeBody>]
    public async Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/resume")] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        await registry.DemandAsync(topic, id, cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<ResumeBody>(cancellationToken).ConfigureAwait(false);
        await groups.ResumeAsync(topic, id, body.Group, body.Skip, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }
}
