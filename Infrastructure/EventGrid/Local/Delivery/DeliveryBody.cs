namespace Virga.EventGrid;

/// <summary>The bodies of deliveries.</summary>
internal static class DeliveryBody
{
    public static ReadOnlyMemory<byte> Convert(StoredDelivery delivery, EventGridSchema schema) =>
        delivery.Schema == EventGridSchema.EventGrid && schema == EventGridSchema.CloudEvents ? EventGridEvents.ToCloudEvent(delivery.Event) : delivery.Event;

    public static (ReadOnlyMemory<byte> Body, string ContentType) Write(IReadOnlyList<DeliveryItem> items, LocalSubscription subscription)
    {
        if (subscription.DeliverySchema == EventGridSchema.CloudEvents && subscription.MaximumEventsPerBatch == 1)
        {
            return (items[0].Event, "application/cloudevents+json; charset=utf-8");
        }

        var array = CloudEventEncoder.Join([.. items.Select(item => item.Event)]);
        return (array, subscription.DeliverySchema == EventGridSchema.CloudEvents ? "application/cloudevents-batch+json; charset=utf-8" : "application/json; charset=utf-8");
    }

    /// <summary>Cuts items into deliveries of at most the subscription's preferred size.</summary>
    public static IEnumerable<IReadOnlyList<DeliveryItem>> Cut(IReadOnlyList<DeliveryItem> items, LocalSubscription subscription)
    {
        var events = items.Select(item => item.Event).ToList();
        foreach (var range in EventChunks.Cut(events, subscription.PreferredBatchKilobytes * 1024, subscription.MaximumEventsPerBatch))
        {
            var (offset, length) = range.GetOffsetAndLength(items.Count);
            yield return [.. items.Skip(offset).Take(length)];
        }
    }
}
