using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Tells a subscription's secret for Standard Webhooks to who may manage the topic, to hand it to the receiver.</summary>
public sealed class WebhookSecretFunction(SubscriptionRegistry registry, WebhookSecrets secrets)
{
    /// <summary>The secret, <c>{"secret":"whsec_…"}</c>; 501 when the app signs without one.</summary>
    [Function("GetWebhookSecret"), RequireScope(TopicCallers.Write), Returns<WebhookSecret>, Refuses(404, "not-found"), Refuses(501, "webhooks-not-configured")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "topics/{topic}/subscriptions/{id}/secret")] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await registry.GetAsync(topic, id, cancellationToken).ConfigureAwait(false) is not { } subscription)
        {
            throw new NotificationException(NotificationErrors.NotFound, "Subscription does not exist");
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new WebhookSecret(secrets.Of(subscription.Id)));
    }
}
