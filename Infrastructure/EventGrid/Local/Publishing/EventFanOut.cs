using Microsoft.Extensions.Logging;

namespace Virga.EventGrid;

/// <summary>Stores published events, once for each subscription whose filter they pass.</summary>
internal sealed class EventFanOut(Func<IEnumerable<ActiveSubscription>> subscriptions, DeliveryStore store, DeliveryJournal journal, TimeProvider time, ILogger logger)
{
    /// <summary>Stores a topic's events; when this returns, they are safe.</summary>
    public async Task StoreAsync(LocalTopic topic, IReadOnlyList<PublishedEvent> events, CancellationToken cancellationToken)
    {
        var deliveries = 0;
        foreach (var active in subscriptions().Where(active => active.Subscription.Topic.Equals(topic.Name, StringComparison.OrdinalIgnoreCase)))
        {
            // Each event by itself: one that no filter lets through changes nothing for the others.
            foreach (var published in events)
            {
                var id = EventKeys.Text(published.Json, "id")!;
                if (!active.Subscription.Filter.Matches(published.Json))
                {
                    journal.Add(id, active.Subscription.Name, "FilteredOut", reason: active.Subscription.Filter.Explain(published.Json));
                    continue;
                }

                await store.AddAsync(active.Queue, new StoredDelivery(topic.Name, published.Schema, time.GetUtcNow(), published.Utf8) { Id = id }, cancellationToken).ConfigureAwait(false);
                journal.Add(id, active.Subscription.Name, "Queued");
                deliveries++;
                active.Waiter.Nudge();
            }
        }

        Log.Published(logger, events.Count, topic.Name, deliveries);
    }
}
