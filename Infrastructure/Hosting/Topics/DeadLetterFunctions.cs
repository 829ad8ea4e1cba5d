using System.Globalization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>What could not be delivered, over HTTP. Needs scope <c>topics:write</c>: bodies are in it.</summary>
public sealed class DeadLetterFunctions(SubscriptionRegistry registry, DeadLetters letters)
{
    /// <summary>One page of a subscription's dead letters: <c>limit</c> (1 to 100, default 25) and <c>cursor</c>.</summary>
    [Function("ListDeadLetters"), RequireScope("topics:write")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "topics/{topic}/subscriptions/{id}/dead-letters")] HttpRequest request,
        string topic, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await registry.GetAsync(topic, id, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new NotificationException(NotificationErrors.NotFound, "Subscription does not exist");
        }

        string? limit = request.Query["limit"];
        var size = limit is null ? 25 : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        if (size is < 1 or > 100)
        {
            throw new GatewayException(400, "invalid-parameter", $"limit must be 1 to 100; it is '{limit}'.");
        }

        var page = await letters.ListAsync(id, size, request.Query["cursor"], cancellationToken).ConfigureAwait(false);
        return Results.Ok(new { items = page.Items, next = page.Next });
    }
}
