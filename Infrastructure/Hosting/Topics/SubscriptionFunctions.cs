using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The subscriptions of a topic over HTTP: subscribe, list, get, change, end. All of them need scope <c>topics:write</c>; to subscribe, <c>topics:subscribe</c> will do where the topic's policy allows it.</summary>
public sealed class SubscriptionFunctions(SubscriptionRegistry registry, TopicDirectory topics)
{
    private const string Collection = "topics/{topic}/subscriptions";
    private const string Item = Collection + "/{id}";

    /// <summary>Subscribes an endpoint: 201, or 200 when it is subscribed with the attributes asked for; one that waits for its confirmation is then sent another.</summary>
    [Function("SubscribeToTopic"), RequireScope(TopicCallers.Write, TopicCallers.Subscribe), Takes<SubscribeBody>, Returns<SubscriptionReceipt>(201), Returns<SubscriptionReceipt>, Refuses(404, "not-found")]
    public async Task<IResult> SubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await topics.DemandAsync(topic, TopicAction.Subscribe, TopicCallers.Of(request), cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<SubscribeBody>(cancellationToken).ConfigureAwait(false);
        var (subscription, isNew) = await registry.CreateAsync(topic, body.ToRequest(), cancellationToken).ConfigureAwait(false);
        var answer = SubscriptionReceipt.Of(subscription);
        return isNew ? Results.Created($"{request.PathBase}{request.Path}/{subscription.Id}", answer) : Results.Ok(answer);
    }

    /// <summary>One page of the topic's subscriptions: first the functions that the code subscribes (<c>fn:name</c>), then endpoints, pending ones included.</summary>
    [Function("ListTopicSubscriptions"), RequireScope(TopicCallers.Write), Paged(100), Returns<SubscriptionPage>, Refuses(404, "not-found")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        var (limit, cursor) = request.ReadPage();
        return Results.Ok(await SubscriptionPage.ReadAsync(registry, topic, limit, cursor, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One subscription, or function (<c>fn:name</c>).</summary>
    [Function("GetTopicSubscription"), RequireScope(TopicCallers.Write), Returns<SubscriptionView>, Refuses(404, "not-found")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item)] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        if (registry.FunctionsOf(topic).FirstOrDefault(function => function.Recipient == id) is { } function)
        {
            return Results.Ok(SubscriptionView.Of(function, topic));
        }

        return await registry.GetAsync(topic, id, cancellationToken).ConfigureAwait(false) is { } subscription
            ? Results.Ok(SubscriptionView.Of(subscription) with
            {
                Health = registry.HealthOf(subscription),
                EffectiveDeliveryPolicy = SubscriptionView.ToJson(await registry.EffectiveDeliveryPolicyAsync(subscription, cancellationToken).ConfigureAwait(false)),
            })
            : throw Missing();
    }

    /// <summary>Ends a subscription: 204. A function's ends in the code.</summary>
    [Function("DeleteTopicSubscription"), RequireScope(TopicCallers.Write), Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Item)] HttpRequest request, string topic, string id, CancellationToken cancellationToken) =>
        await registry.DeleteAsync(topic, id, cancellationToken).ConfigureAwait(false) ? Results.NoContent() : throw Missing();

    /// <summary>Sets attributes, all of them or none: <c>DeliveryPolicy</c>, <c>FilterPolicy</c>, <c>FilterPolicyScope</c>, <c>RawMessageDelivery</c>, each as text (SNS).</summary>
    [Function("SetSubscriptionAttributes"), RequireScope(TopicCallers.Write), Takes<Dictionary<string, string>>, Returns<SubscriptionView>, Refuses(404, "not-found")]
    public async Task<IResult> SetAttributesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Item + "/attributes")] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        var attributes = await request.ReadAsync<Dictionary<string, string?>>(cancellationToken).ConfigureAwait(false);
        return Results.Ok(SubscriptionView.Of(await registry.SetAttributesAsync(topic, id, attributes, cancellationToken).ConfigureAwait(false)));
    }

    private static NotificationException Missing() => new(NotificationErrors.NotFound, "Subscription does not exist");
}
