using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Publishes over HTTP. The topic's policy must let the caller.</summary>
public sealed class PublishFunctions(TopicDirectory topics, INotifier notifier)
{
    private const string Collection = "topics/{topic}/messages";

    // A message of 1 MiB whose every character is an escape of six.
    private const long BodyBytes = 7 * 1024 * 1024;

    /// <summary>Publishes a message: with the answer it is stored and will be delivered.</summary>
    [Function("PublishToTopic"), RequireScope(TopicCallers.Publish, TopicCallers.Write), BodyLimit(BodyBytes), Takes<PublishBody>, Returns<PublishResult>]
    public async Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        await topics.DemandAsync(topic, TopicAction.Publish, TopicCallers.Of(request), cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<PublishBody>(cancellationToken).ConfigureAwait(false);
        return Results.Ok(await notifier.PublishTextAsync(topic, body.Text(), body.Configure("messageAttributes"), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Publishes 1 to 10 messages. What is wrong with the batch or the form of a message refuses all of it; a 200 may carry failures of single messages.</summary>
    [Function("PublishBatchToTopic"), RequireScope(TopicCallers.Publish, TopicCallers.Write), BodyLimit(BodyBytes), Takes<PublishBatchBody>, Returns<PublishBatchResult>]
    public async Task<IResult> PublishBatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection + "/batch")] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        await topics.DemandAsync(topic, TopicAction.Publish, TopicCallers.Of(request), cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<PublishBatchBody>(cancellationToken).ConfigureAwait(false);
        return Results.Ok(await notifier.PublishBatchAsync(topic, body.ToEntries(), cancellationToken).ConfigureAwait(false));
    }
}
