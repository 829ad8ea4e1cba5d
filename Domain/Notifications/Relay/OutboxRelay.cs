using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Brings messages from the outbox to the transport: decides the recipients once, writes them down, sends, and marks the record sent.</summary>
/// <remarks>
/// Any number of relays may work on one record. The first plan written wins, and whoever comes later sends that plan; a record planned a moment ago is left to the relay
/// that planned it, unless that was an earlier process of the same <see cref="NotificationsOptions.Instance"/>, which is gone. Sending twice is possible and harmless: consumers key on subscription and message id.
/// </remarks>
public sealed class OutboxRelay
{
    private readonly ConcurrentDictionary<string, bool> _inFlight = new(StringComparer.Ordinal);
    private readonly OutboxStore _store;
    private readonly OutboxClaims _claims;
    private readonly EventSplitter _splitter;
    private readonly EventSender _sender;
    private readonly FifoRelay _groups;
    private readonly RefusedEvents _refused;
    private readonly NotificationsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxRelay> _logger;

    internal OutboxRelay(
        OutboxStore store, OutboxClaims claims, EventSplitter splitter, EventSender sender, FifoRelay groups, RefusedEvents refused, IOptions<NotificationsOptions> options, TimeProvider time, ILogger<OutboxRelay> logger)
    {
        (_store, _claims, _splitter, _sender, _groups, _refused) = (store, claims, splitter, sender, groups, refused);
        (_options, _time, _logger) = (options.Value, time, logger);
    }

    /// <summary>Relays the outbox records among documents of the change feed, each on its own: one that fails is logged and left to the sweeper.</summary>
    /// <param name="documents">Documents of the default container, of any model.</param>
    /// <param name="cancellationToken">Stops; what is not sent yet is sent later.</param>
    /// <exception cref="StoreException">A message of a FIFO topic could not be brought into its group: all documents must come again, for the order's sake.</exception>
    public async Task RelayAsync(IReadOnlyList<JsonElement> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        documents = await _store.ReadAgainAsync([.. documents.Where(document => OutboxRecord.IsUnsent(document) || FifoMessage.Is(document))], cancellationToken).ConfigureAwait(false);
        var (grouped, standard) = Sort(documents);
        await Task.WhenAll(RelayStandardAsync(standard, cancellationToken), RelayGroupsAsync(grouped, documents, cancellationToken)).ConfigureAwait(false);
    }

    private Task RelayStandardAsync(IEnumerable<JsonElement> documents, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.RelayConcurrency, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(documents, parallel, async (document, token) =>
        {
            try
            {
                await RelayAsync(document, token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.RelayFailed(_logger, document.TryGetProperty(EnvelopeNames.Id, out var id) ? id.ToString() : "?", error);
            }
        });
    }

    private async Task RelayGroupsAsync(IEnumerable<StoredOutboxRecord> records, IReadOnlyList<JsonElement> documents, CancellationToken cancellationToken)
    {
        await _groups.RelayAsync(records, cancellationToken).ConfigureAwait(false);
        await _groups.WakeAsync([.. documents.Where(FifoMessage.Is).Select(FifoMessage.Read)], cancellationToken).ConfigureAwait(false);
    }

    private static (List<StoredOutboxRecord> Grouped, List<JsonElement> Standard) Sort(IReadOnlyList<JsonElement> documents)
    {
        var (grouped, standard) = (new List<StoredOutboxRecord>(), new List<JsonElement>());
        foreach (var document in documents.Where(OutboxRecord.Is))
        {
            if (document.TryGetProperty("topic", out var topic) && topic.ValueKind == JsonValueKind.String && FifoKeys.IsFifo(topic.GetString()!))
            {
                grouped.Add(OutboxStore.FromFeed(document));
            }
            else
            {
                standard.Add(document);
            }
        }

        return (grouped, standard);
    }

    /// <summary>Relays one document of the change feed, if it is an outbox record.</summary>
    /// <exception cref="EventTransportException">The transport refused; the plan is kept.</exception>
    /// <exception cref="StoreException">The store refused.</exception>
    public async Task<RelayOutcome> RelayAsync(JsonElement document, CancellationToken cancellationToken = default)
    {
        if (!OutboxRecord.Is(document))
        {
            return RelayOutcome.Nothing;
        }

        var stored = OutboxStore.FromFeed(document);
        return stored.Record.State switch
        {
            OutboxState.Sent => RelayOutcome.Nothing,
            OutboxState.Pending => await RelayAsync(stored, cancellationToken).ConfigureAwait(false),
            _ => await RelayAsync(stored.Partition, stored.Record.Id, cancellationToken).ConfigureAwait(false), // the feed is late, and by now it is probably sent
        };
    }

    /// <summary>Relays the outbox record with a stored id.</summary>
    /// <exception cref="EventTransportException">The transport refused; the plan is kept.</exception>
    /// <exception cref="StoreException">The store refused.</exception>
    public async Task<RelayOutcome> RelayAsync(StorePartition partition, string id, CancellationToken cancellationToken = default) =>
        await _store.ReadAsync(partition, id, cancellationToken).ConfigureAwait(false) is { } stored
            ? await RelayAsync(stored, cancellationToken).ConfigureAwait(false)
            : RelayOutcome.Nothing;

    internal async Task<RelayOutcome> RelayAsync(StoredOutboxRecord stored, CancellationToken cancellationToken)
    {
        if (FifoKeys.IsFifo(stored.Record.Message.Topic))
        {
            return await _groups.SweepAsync(stored, cancellationToken).ConfigureAwait(false);
        }

        var id = stored.Record.Id;
        if (!_inFlight.TryAdd(id, true))
        {
            return RelayOutcome.LeftToAnother;
        }

        using var activity = NotificationTelemetry.Start("notification relay", ActivityKind.Producer, stored.Record.TraceParent);
        activity?.SetTag("messaging.message.id", stored.Record.Message.MessageId);
        try
        {
            return await ClaimAndSendAsync(stored, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            NotificationTelemetry.RelayFailed.Add(1, Tag(stored.Record));
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
        finally
        {
            _inFlight.TryRemove(id, out _);
        }
    }

    private async Task<RelayOutcome> ClaimAndSendAsync(StoredOutboxRecord stored, CancellationToken cancellationToken)
    {
        var (claimed, outcome) = await _claims.TakeAsync(stored, cancellationToken).ConfigureAwait(false);
        if (claimed is not null)
        {
            await SendAsync(claimed, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    private async Task SendAsync(StoredOutboxRecord claimed, CancellationToken cancellationToken)
    {
        if (claimed.Record.State != OutboxState.Sent)
        {
            var events = await _splitter.SplitAsync(claimed.Record, cancellationToken).ConfigureAwait(false);
            await SendAsync(events, claimed.Record.Message, cancellationToken).ConfigureAwait(false);
            var sent = claimed.Record with { State = OutboxState.Sent, StateAt = MessageTime.Truncate(_time.GetUtcNow()) };
            await _store.TryReplaceAsync(claimed, sent, cancellationToken).ConfigureAwait(false); // refused: somebody else took it up, and marks it
        }

        NotificationTelemetry.Relayed.Add(1, Tag(claimed.Record));
        NotificationTelemetry.Lag.Record((_time.GetUtcNow() - claimed.Record.CreatedAt).TotalSeconds, Tag(claimed.Record));
    }

    private async Task SendAsync(IReadOnlyList<RoutedEvent> events, NotificationMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _sender.SendAsync(events, cancellationToken).ConfigureAwait(false);
        }
        catch (EventTransportException error) when (error.Refused.Count > 0)
        {
            await _refused.WriteAsync(message, error, cancellationToken).ConfigureAwait(false);
        }
    }

    private static KeyValuePair<string, object?> Tag(OutboxRecord record) => new("topic", record.Message.Topic);
}
