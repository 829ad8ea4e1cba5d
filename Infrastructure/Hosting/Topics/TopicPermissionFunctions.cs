using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Who may publish and subscribe to a topic, over HTTP. The whole policy is the topic's attribute <c>Policy</c>.</summary>
public sealed class TopicPermissionFunctions(TopicDirectory topics)
{
    private const string Collection = "topics/{topic}/permissions";

    /// <summary>Adds a permission: 204. With the first one, whatever no permission allows is denied.</summary>
    [Function("AddTopicPermission"), RequireScope(TopicCallers.Write), Takes<PermissionBody>, Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        var (label, principals, actions) = await request.ReadAsync<PermissionBody>(cancellationToken).ConfigureAwait(false);
        await topics.AddPermissionAsync(topic, label, principals, actions, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }

    /// <summary>Removes a permission: 204, also when there is none of the label.</summary>
    [Function("RemoveTopicPermission"), RequireScope(TopicCallers.Write), Returns(204), Refuses(404, "not-found")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Collection + "/{label}")] HttpRequest request, string topic, string label, CancellationToken cancellationToken)
    {
        await topics.RemovePermissionAsync(topic, label, cancellationToken).ConfigureAwait(false);
        return Results.NoContent();
    }
}
