using Virga.Notifications;

namespace Browser.Notifications;

/// <summary>Takes parcels that are whole, and broken ones once <see cref="ParcelRules"/> says so.</summary>
public sealed class TakeParcel(ParcelRules rules) : ISubscriber<Parcel>
{
    public Task HandleAsync(Notification<Parcel> notification, SubscriberContext context, CancellationToken cancellationToken) =>
        notification.Body.IsBroken && !rules.TakesBroken ? throw new InvalidOperationException($"Parcel {notification.Body.Id} is broken.") : Task.CompletedTask;
}
