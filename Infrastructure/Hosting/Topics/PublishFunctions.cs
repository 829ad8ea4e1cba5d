using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Publishes over HTTP. The topic's policy must let the caller.</summary>
/// <remarks>A message to a topic that the code defines must be the JSON of the topic's type and keep its rules, a model's included: 400 <c>validation-failed</c> with the places else.</remarks>
public sealed class PublishFunctions(TopicDirectory topics, TopicBodies bodies, INotifier notifier)
{
    private const string Collection = "topics/{topic}/messages";

    // A message of 1 MiB whose every character is an escape of six.
    private const long BodyBytes = 7 * 1024 * 1024;

    /// <summary>Publishes a message: with the answer it is stored and will be delivered.</summary>
    [Function("PublishToTopic"), RequireScope(TopicCallers.Publish, TopicCallers.Write), BodyLimit(BodyBytes), Takes<PublishBody>, Returns<PublishResult>, Refuses(404, "not-found")]
    public async Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection)] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        await topics.DemandAsync(topic, TopicAction.Publish, TopicCallers.Of(request), cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<PublishBody>(cancellationToken).ConfigureAwait(false);
        ThrowIfUnfit(await bodies.FaultsAsync(topic, body.Text(), body.IsStructured, "/message", cancellationToken).ConfigureAwait(false));
        return Results.Ok(await notifier.PublishTextAsync(topic, body.Text(), body.Configure("messageAttributes"), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Publishes 1 to 10 messages. What is wrong with the batch or the form of a message refuses all of it; a 200 may carry failures of single messages.</summary>
    [Function("PublishBatchToTopic"), RequireScope(TopicCallers.Publish, TopicCallers.Write), BodyLimit(BodyBytes), Takes<PublishBatchBody>, Returns<PublishBatchResult>, Refuses(404, "not-found")]
    public async Task<IResult> PublishBatchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Collection + "/batch")] HttpRequest request, string topic, CancellationToken cancellationToken)
    {
        await topics.DemandAsync(topic, TopicAction.Publish, TopicCallers.Of(request), cancellationToken).ConfigureAwait(false);
        var body = await request.ReadAsync<PublishBatchBody>(cancellationToken).ConfigureAwait(false);
        var faults = new List<ProblemError>();
        foreach (var (index, entry) in body.Entries.Index())
        {
            faults.AddRange(await bodies.FaultsAsync(topic, entry.Text(), entry.IsStructured, $"/entries/{index}/message", cancellationToken).ConfigureAwait(false));
        }

        ThrowIfUnfit(faults);
        return Results.Ok(await notifier.PublishBatchAsync(topic, body.ToEntries(), cancellationToken).ConfigureAwait(false));
    }

    private static void ThrowIfUnfit(IReadOnlyList<ProblemError> faults)
    {
        if (faults.Count > 0)
        {
            throw new GatewayException(new Problem(400, "validation-failed", "The message is not one of the topic's type.") { Errors = faults });
        }
    }
}
