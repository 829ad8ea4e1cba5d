using Microsoft.Extensions.Logging;

namespace Virga.EventGrid;

/// <summary>Delivers to a delegate.</summary>
internal sealed class InProcessTarget(
    string subscription, Func<ReadOnlyMemory<byte>, CancellationToken, Task<int>> deliver, TimeSpan timeout, TimeProvider time, ILogger logger) : IDeliveryTarget
{
    public Task ReadyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<DeliveryResult> DeliverAsync(ReadOnlyMemory<byte> body, string contentType, int attempts, CancellationToken cancellationToken)
    {
        try
        {
            // Off the dispatcher's loop, as a delegate may well work before its first await. One that is late is left alone, as a function in Azure is.
            var delivery = Task.Run(() => deliver(body, cancellationToken), cancellationToken);
            return DeliveryResult.Of(await delivery.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false));
        }
        catch (TimeoutException error)
        {
            Log.DeliveryFailed(logger, error, subscription);
            return new DeliveryResult(408, DeliveryResult.TimedOut);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Log.DeliveryFailed(logger, error, subscription);
            return DeliveryResult.Of(500);
        }
    }
}
