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
    [Function("ConfirmTopicSubscription"), AllowAnonymous, QueryParameter<string>("token", Required = true), QueryParameter<bool>("authenticateOnUnsubscribe", Default = "false"), Returns<SubscriptionReceipt>, Refuses(404, "not-found")]
    public async Task<IResult> ConfirmAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "topics/{topic}/subscriptions/confirm")] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        var subscription = await registry.ConfirmAsync(topic, request.Parameter<string>("token")!, request.Parameter<bool>("authenticateOnUnsubscribe"), cancellationToken).ConfigureAwait(false);
        return Results.Ok(SubscriptionReceipt.Of(subscription));
    }

    /// <summary>Says what <c>UnsubscribeURL</c> would do, and does nothing: mail and link scanners follow links.</summary>
    [Function("ShowTopicUnsubscribe"), AllowAnonymous, Returns(200, "text/html")]
    public static IResult ShowUnsubscribe(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = UnsubscribeRoute)] HttpRequest request, string topic, string id) =>
        Results.Content(UnsubscribePage.Html, "text/html; charset=utf-8");

    /// <summary>Ends the subscription: 204, also when it had ended before.</summary>
    [Function("UnsubscribeFromTopic"), AllowAnonymous, QueryParameter<string>("token", Required = true), Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> UnsubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = UnsubscribeRoute)] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        await registry.UnsubscribeAsync(topic, id, request.Parameter<string>("token")!, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }
}
