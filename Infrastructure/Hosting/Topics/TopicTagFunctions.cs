using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The tags of a topic over HTTP.</summary>
public sealed class TopicTagFunctions(TopicDirectory topics)
{
    private const string Collection = "topics/{topic}/tags";

    /// <summary>The tags, by key.</summary>
    [Function("ListTopicTags"), RequireScope(TopicCallers.Read, TopicCallers.Write), Returns<IReadOnlyList<TopicTag>>, Refuses(404, "not-found")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken) =>
        Results.Ok((await topics.GetAsync(topic, cancellationToken).ConfigureAwait(false)).Tags);

    /// <summary>Adds tags: 204. A key that is there gets the new value.</summary>
    [Function("TagTopic"), RequireScope(TopicCallers.Write), Takes<List<TopicTag>>, Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        await topics.TagAsync(topic, await request.ReadAsync<List<TopicTag>>(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }

    /// <summary>Removes the tags of the keys in <c>key</c>, which may be given several times: 204.</summary>
    [Function("UntagTopic"), RequireScope(TopicCallers.Write), QueryParameter<string>("key", Many = true), Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        await topics.UntagAsync(topic, [.. request.Parameters<string>("key")], cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }
}
