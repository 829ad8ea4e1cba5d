using System.Diagnostics;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Messaging.EventGrid;
using Microsoft.Extensions.Options;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Sends routed events to an Event Grid custom topic as CloudEvents 1.0.</summary>
/// <remarks>A request holds at most 1,000 events and 1,000,000 encoded bytes, and is accepted or refused whole; one that is refused as too large (413) is halved, and an event that is so by itself is refused alone, once all others are accepted. Retries are per request: what was accepted is not sent again. They are the SDK's and bounded by <see cref="EventGridOptions"/>.</remarks>
public sealed class EventGridTransport : IEventTransport
{
    private readonly EventGridPublisherClient _client;

    /// <summary>A transport to the topic that the options name.</summary>
    public EventGridTransport(IOptions<EventGridOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _client = CreateClient(options.Value);
    }

    /// <inheritdoc/>
    public async Task SendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            return;
        }

        using var activity = Telemetry.Source.StartActivity("eventgrid send", ActivityKind.Producer);
        activity?.SetTag("messaging.system", "eventgrid").SetTag("messaging.batch.message_count", events.Count);
        var encoded = new ReadOnlyMemory<byte>[events.Count];
        for (var index = 0; index < events.Count; index++)
        {
            encoded[index] = CloudEventEncoder.Encode(events[index]);
        }

        var refused = new List<RoutedEvent>();
        try
        {
            foreach (var range in EventChunks.Cut(encoded))
            {
                await SendChunkAsync(events, encoded, range, refused, cancellationToken).ConfigureAwait(false);
            }

            if (refused.Count > 0)
            {
                throw EventGridErrors.TooLarge(refused);
            }
        }
        catch (EventTransportException error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
    }

    private async Task SendChunkAsync(IReadOnlyList<RoutedEvent> events, ReadOnlyMemory<byte>[] encoded, Range range, List<RoutedEvent> refused, CancellationToken cancellationToken)
    {
        var (start, count) = range.GetOffsetAndLength(encoded.Length);
        try
        {
            using var response = await _client.SendEncodedCloudEventsAsync(CloudEventEncoder.Join(encoded.AsSpan(range)), cancellationToken).ConfigureAwait(false);
            Telemetry.Sent.Add(count);
        }
        catch (RequestFailedException error) when (EventGridErrors.IsTooLarge(error))
        {
            if (count == 1)
            {
                // The others are not held up by the one that can never go.
                refused.Add(events[start]);
                Telemetry.Refused.Add(1);
                return;
            }

            var middle = start + (count / 2);
            await SendChunkAsync(events, encoded, start..middle, refused, cancellationToken).ConfigureAwait(false);
            await SendChunkAsync(events, encoded, middle..(start + count), refused, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (EventGridErrors.IsVendor(error) || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw EventGridErrors.Translate(error, count);
        }
        catch (AggregateException error) when (!cancellationToken.IsCancellationRequested)
        {
            // What the SDK throws once its retries are used up on broken connections.
            throw EventGridErrors.Translate(error.InnerExceptions[^1], count);
        }
    }

    private static EventGridPublisherClient CreateClient(EventGridOptions options)
    {
        var endpoint = options.TopicEndpoint ?? throw new InvalidOperationException("EventGrid:TopicEndpoint is missing.");
        var clientOptions = new EventGridPublisherClientOptions();
        clientOptions.Retry.Mode = RetryMode.Exponential;
        clientOptions.Retry.MaxRetries = options.MaximumRetries;
        clientOptions.Retry.Delay = options.RetryDelay;
        clientOptions.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        clientOptions.Retry.NetworkTimeout = options.RequestTimeout;
        if (options.Handler is { } handler)
        {
            // The transport would dispose a handler, not a client that does not own it.
            clientOptions.Transport = new HttpClientTransport(new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        }

        return options.AccessKey is { } key
            ? new EventGridPublisherClient(endpoint, new AzureKeyCredential(key), clientOptions)
            : new EventGridPublisherClient(endpoint, options.Credential ?? new DefaultAzureCredential(), clientOptions);
    }
}
