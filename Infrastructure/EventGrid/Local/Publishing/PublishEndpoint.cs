using Microsoft.Extensions.Logging;

namespace Virga.EventGrid;

/// <summary>The publish endpoint: who, what, how much, and only then storing.</summary>
internal sealed class PublishEndpoint(
    LocalEventGridOptions options, PublishAuthorization authorization, LocalFaults faults, Func<LocalTopic, IReadOnlyList<PublishedEvent>, CancellationToken, Task> storeAsync, ILogger logger)
{
    private const string ApiVersion = "2018-01-01";

    private readonly EventBatchReader _reader = new(options);
    private readonly Dictionary<string, LocalTopic> _topics = options.Topics.ToDictionary(topic => topic.Name, StringComparer.OrdinalIgnoreCase);

    public async Task<PublishReply> HandleAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post.Method)
        {
            return new PublishReply(405, "MethodNotAllowed", $"Events are published with POST, not {request.Method}.");
        }

        if (await authorization.RefusalAsync(request, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return new PublishReply(401, "Unauthorized", refusal);
        }

        if (!_topics.TryGetValue(request.Topic, out var topic))
        {
            return new PublishReply(404, "ResourceNotFound", $"There is no topic '{request.Topic}'. There are: {string.Join(", ", _topics.Keys)}.");
        }

        if (faults.TakeForTopic(topic.Name) is { } status)
        {
            return new PublishReply(status, "InjectedFault", "This topic was told to fail.");
        }

        if (request.ApiVersion != ApiVersion)
        {
            return PublishReply.BadRequest($"The api-version is '{request.ApiVersion}'. Send ?api-version={ApiVersion}.");
        }

        var body = await BoundedBody.ReadAsync(request.Body, options.MaximumRequestBytes, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            return PublishReply.TooLarge($"The request is over {options.MaximumRequestBytes} bytes.");
        }

        var (events, fault) = _reader.Read(topic, request.ContentType, body.Value);
        if (fault is not null)
        {
            return fault;
        }

        try
        {
            await storeAsync(topic, events, cancellationToken).ConfigureAwait(false);
            return PublishReply.Accepted;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.NotStored(logger, error, topic.Name);
            return new PublishReply(503, "ServiceUnavailable", "The events could not be stored. Try again.");
        }
    }
}
