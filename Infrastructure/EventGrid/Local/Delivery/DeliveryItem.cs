using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>A delivery under way.</summary>
/// <param name="Message">Its message in the queue.</param>
/// <param name="Delivery">What the message holds.</param>
/// <param name="Event">The event in the form in which it is delivered.</param>
internal sealed record DeliveryItem(QueuedMessage Message, StoredDelivery Delivery, ReadOnlyMemory<byte> Event);
