using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The subscriptions of a topic over HTTP: subscribe, list, get, end. All of them need scope <c>topics:write</c>; to subscribe, <c>topics:subscribe</c> will do where the topic's policy allows it.</summary>
public sealed class SubscriptionFunctions(SubscriptionRegistry registry, TopicDirectory topics)
{
    private const string Collection = "topics/{topic}/subscriptions";
    private const string Item = Collection + "/{id}";
    private const string Scope = "topics:write";

    /// <summary>Subscribes an endpoint: 201 while it waits for its confirmation, 200 when it was confirmed before.</summary>
    [Function("SubscribeToTopic"), RequireScope(Scope, TopicCallers.Subscribe), Takes<SubscribeBody>, Returns<SubscriptionReceipt>(201), Returns<SubscriptionReceipt>, Refuses(404, "not-found")]
    public async Task<IResult> SubscribeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await topics.DemandAsync(topic, TopicAction.Subscribe, TopicCallers.Of(request), cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<SubscribeBody>(cancellationToken).ConfigureAwait(false);
        var subscription = await registry.SubscribeAsync(topic, body.ToRequest(), cancellationToken).ConfigureAwait(false);
        var answer = SubscriptionReceipt.Of(subscription);
        return subscription.State == SubscriptionState.Confirmed
            ? Results.Ok(answer)
            : Results.Created($"{request.PathBase}{request.Path}/{subscription.Id}", answer);
    }

    /// <summary>One page of the topic's subscriptions.</summary>
    [Function("ListTopicSubscriptions"), RequireScope(Scope), Paged(100), Returns<SubscriptionPage>, Refuses(404, "not-found")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        var (limit, cursor) = request.ReadPage();
        var page = await registry.ListAsync(topic, limit, cursor, cancellationToken).ConfigureAwait(false);
        return Results.Ok(new SubscriptionPage([.. page.Items.Select(SubscriptionView.Of)], page.Next));
    }

    /// <summary>One subscription.</summary>
    [Function("GetTopicSubscription"), RequireScope(Scope), Returns<SubscriptionView>, Refuses(404, "not-found")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item)] HttpRequest request, string topic, string id, CancellationToken cancellationToken) =>
        await registry.GetAsync(topic, id, cancellationToken).ConfigureAwait(false) is { } subscription
            ? Results.Ok(SubscriptionView.Of(subscription) with
            {
                Health = registry.HealthOf(subscription),
                EffectiveDeliveryPolicy = SubscriptionView.ToJson(await registry.EffectiveDeliveryPolicyAsync(subscription, cancellationToken).ConfigureAwait(false)),
            })
            : throw Missing();

    /// <summary>Ends a subscription: 204.</summary>
    [Function("DeleteTopicSubscription"), RequireScope(Scope), Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Item)] HttpRequest request, string topic, string id, CancellationToken cancellationToken) =>
        await registry.DeleteAsync(topic, id, cancellationToken).ConfigureAwait(false) ? Results.NoContent() : throw Missing();

    /// <summary>Sets attributes, all of them or none: <c>DeliveryPolicy</c>, <c>FilterPolicy</c>, <c>FilterPolicyScope</c>, <c>RawMessageDelivery</c>, each as text (SNS).</summary>
    [Function("SetSubscriptionAttributes"), RequireScope(Scope), Takes<Dictionary<string, string>>, Returns<SubscriptionView>, Refuses(404, "not-found")]
    public async Task<IResult> SetAttributesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Item + "/attributes")] HttpRequest request, string topic, string id, CancellationToken cancellationToken)
    {
        var attributes = await request.ReadAsync<Dictionary<string, string?>>(cancellationToken).ConfigureAwait(false);
        return Results.Ok(SubscriptionView.Of(await registry.SetAttributesAsync(topic, id, attributes, cancellationToken).ConfigureAwait(false)));
    }

    private static NotificationException Missing() => new(NotificationErrors.NotFound, "Subscription does not exist");
}
