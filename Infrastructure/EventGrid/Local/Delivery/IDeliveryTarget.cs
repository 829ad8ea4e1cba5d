namespace Virga.EventGrid;

/// <summary>A destination, as the dispatcher sees it.</summary>
internal interface IDeliveryTarget
{
    /// <summary>Returns once the destination may be sent events.</summary>
    Task ReadyAsync(CancellationToken cancellationToken);

    /// <summary>Makes one delivery. Failures are results.</summary>
    /// <param name="body">One event, or an array of them.</param>
    /// <param name="contentType">Its content type.</param>
    /// <param name="attempts">Deliveries of (the first of) these events before this one.</param>
    /// <param name="cancellationToken">Cancelled when the endpoint stops.</param>
    Task<DeliveryResult> DeliverAsync(ReadOnlyMemory<byte> body, string contentType, int attempts, CancellationToken cancellationToken);
}
