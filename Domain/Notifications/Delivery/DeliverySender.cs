namespace Virga.Notifications;

/// <summary>Puts deliveries into the delivery queue, the body into a blob when the whole would not fit.</summary>
internal sealed class DeliverySender(IMessageQueue queue, ClaimChecks claims)
{
    public async Task SendAsync(Delivery delivery, TimeSpan delay, CancellationToken cancellationToken)
    {
        var data = delivery.ToData();
        if (data.ToMemory().Length > QueueLimits.MessageBytes && delivery.Blob is null)
        {
            var blob = await claims.PutAsync(delivery.Message, cancellationToken).ConfigureAwait(false);
            data = (delivery with { Blob = blob }).ToData();
        }

        await queue.SendAsync(DeliveryQueue.Name, data, delay, cancellationToken).ConfigureAwait(false);
    }
}
