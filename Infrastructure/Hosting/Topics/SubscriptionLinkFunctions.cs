using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>What the links in webhook messages lead to. The token in the link is the permission.</summary>
public sealed class SubscriptionLinkFunctions(SubscriptionRegistry registry)
{
    private const string UnsubscribeRoute = "topics/{topic}/subscriptions/{id}/unsubscribe";

    /// <summary>Confirms a subscription: <c>SubscribeURL</c>. Following it again changes nothing. With <c>authenticateOnUnsubscribe=true</c> the link in its messages will not end it.</summary>
    [Function("ConfirmTopicSubscription"), AllowAnonymous, Returns<SubscriptionReceipt>]
    public async Task<IResult> ConfirmAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "topics/{topic}/subscriptions/confirm")] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        var subscription = await registry.ConfirmAsync(topic, Token(request), request.Query["authenticateOnUnsubscribe"] == "true", cancellationToken).ConfigureAwait(false);
        return Results.Ok(SubscriptionReceipt.Of(subscription));
    }

    /// <summary>Says what <c>UnsubscribeURL</c> would do, and does nothing: mail and link scanners follow links.</summary>
    [Function("ShowTopicUnsubscribe"), AllowAnonymous]
    public static IResult ShowUnsubscribe(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = UnsubscribeRoute)] HttpRequest request, string topic, string id) =>
        Results.Content(UnsubscribePage.Html, "text/html; charset=utf-8");

    /// <summary>Ends the subscription: 204, also when it had ended before.</summary>
    [Function("UnsubscribeFromTopic"), AllowAnonymous]
    public async Task<IResult> UnsubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = UnsubscribeRoute)] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        await registry.UnsubscribeAsync(topic, id, Token(request), cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }

    private static string Token(HttpRequest request) =>
        request.Query["token"] is [{ Length: > 0 } token]
            ? token
            : throw new GatewayException(new Problem(400, "invalid-parameter", "The link's token is missing.")
            {
                Errors = [ProblemError.Query("token", "required", "Give the token of the link once.")],
            });
}
