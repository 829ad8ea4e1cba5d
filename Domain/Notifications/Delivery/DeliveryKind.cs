namespace Virga.Notifications;

/// <summary>What a delivery carries.</summary>
internal enum DeliveryKind
{
    /// <summary>A published message.</summary>
    Notification,

    /// <summary>The message that asks an endpoint's owner to confirm.</summary>
    SubscriptionConfirmation,

    /// <summary>The message that tells an endpoint that its link has ended the subscription, and how to take that back.</summary>
    UnsubscribeConfirmation,
}
