using Virga.Notifications;

namespace Browser.Notifications;

/// <summary>What the app under the page publishes.</summary>
public sealed record Parcel(string Id, bool IsBroken = false)
{
    public static readonly Topic<Parcel> Topic = Virga.Notifications.Topic.Define<Parcel>("parcels");

    public static readonly Topic<Parcel> Ordered = Virga.Notifications.Topic.DefineFifo<Parcel>("parcels.fifo", onFailure: GroupFailure.Block);
}
