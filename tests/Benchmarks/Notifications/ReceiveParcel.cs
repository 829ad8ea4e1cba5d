using Virga.Notifications;

namespace Benchmarks;

/// <summary>Notes when a parcel arrives.</summary>
public sealed class ReceiveParcel(ParcelArrivals arrivals) : ISubscriber<BenchParcel>
{
    public Task HandleAsync(Notification<BenchParcel> notification, SubscriberContext context, CancellationToken cancellationToken)
    {
        arrivals.Note(notification.Body);
        return Task.CompletedTask;
    }
}
