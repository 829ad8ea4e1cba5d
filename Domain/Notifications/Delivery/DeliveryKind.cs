namespace Virga.Notifications;

/// <summary>What a delivery carries.</summary>
internal enum DeliveryKind
{
    /// <summary>A published message.</summary>
    Notification,

    /// <summary>The message that asks an endpoint's owner to confirm.</summary>
    SubscriptionConfirmation,
}
