using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The topics over HTTP: make, list, look at, change, delete.</summary>
public sealed class TopicFunctions(TopicDirectory topics)
{
    private const string Collection = "topics";
    private const string Item = Collection + "/{topic}";

    /// <summary>Makes a topic: 201, or 200 when it is there with the attributes and tags asked for.</summary>
    [Function("CreateTopic"), RequireScope(TopicCallers.Write), Takes<TopicBody>, Returns<TopicSummary>(201), Returns<TopicSummary>]
    public async Task<IResult> CreateAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await request.ReadAsync<TopicBody>(cancellationToken).ConfigureAwait(false);
        var (topic, isNew) = await topics.CreateAsync(body.Name, body.ToRequest(), cancellationToken).ConfigureAwait(false);
        return isNew ? Results.Created($"{request.PathBase}{request.Path}/{topic.Name}", topic) : Results.Ok(topic);
    }

    /// <summary>One page of the topics, by name.</summary>
    [Function("ListTopics"), RequireScope(TopicCallers.Read, TopicCallers.Write), Paged(100), Returns<TopicPage>]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, CancellationToken cancellationToken)
    {
        var (limit, cursor) = request.ReadPage();
        return Results.Ok(await topics.ListAsync(limit, cursor, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One topic: its attributes and tags.</summary>
    [Function("GetTopic"), RequireScope(TopicCallers.Read, TopicCallers.Write), Returns<TopicDescription>, Refuses(404, "not-found")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Item)] HttpRequest request, string topic, CancellationToken cancellationToken) =>
        Results.Ok(await topics.GetAsync(topic, cancellationToken).ConfigureAwait(false));

    /// <summary>Deletes a topic and its subscriptions: 204, also when it is not there.</summary>
    [Function("DeleteTopic"), RequireScope(TopicCallers.Write), Returns(204)]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Item)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        await topics.DeleteAsync(topic, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }

    /// <summary>Sets attributes, all of them or none; null sets the default.</summary>
    [Function("SetTopicAttributes"), RequireScope(TopicCallers.Write), Takes<Dictionary<string, string>>, Returns<TopicDescription>, Refuses(404, "not-found")]
    public async Task<IResult> SetAttributesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Item + "/attributes")] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        var attributes = await request.ReadAsync<Dictionary<string, string?>>(cancellationToken).ConfigureAwait(false);
        await topics.SetAttributesAsync(topic, attributes, cancellationToken).ConfigureAwait(false);
        return Results.Ok(await topics.GetAsync(topic, cancellationToken).ConfigureAwait(false));
    }
}
