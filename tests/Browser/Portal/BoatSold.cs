using Virga.Notifications;

namespace Browser.Portal;

/// <summary>A boat has a new owner.</summary>
public sealed record BoatSold(string Id, decimal Price)
{
    public static readonly Topic<BoatSold> Topic = Virga.Notifications.Topic.Define<BoatSold>("boat-sold");
}
