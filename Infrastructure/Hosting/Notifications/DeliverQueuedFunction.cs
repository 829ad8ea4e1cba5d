using System.Globalization;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Makes one delivery attempt for each message of the delivery queue.</summary>
public sealed class DeliverQueuedFunction(DeliveryWorker worker)
{
    /// <summary>Makes the attempt. A refusal by the endpoint is an outcome, not an exception; what throws is dequeued again, at most five times.</summary>
    [Function("DeliverQueued")]
    public Task RunAsync(
        [QueueTrigger(DeliveryQueue.Name, Connection = "Storage")] string message, FunctionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var dequeueCount = context.BindingContext.BindingData.TryGetValue("DequeueCount", out var count) && count is not null
            ? int.Parse(Convert.ToString(count, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture)
            : 1;
        return worker.HandleAsync(BinaryData.FromString(message), dequeueCount, cancellationToken);
    }
}
