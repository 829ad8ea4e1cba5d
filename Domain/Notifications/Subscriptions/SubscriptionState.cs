namespace Virga.Notifications;

/// <summary>Whether a subscription gets messages.</summary>
public enum SubscriptionState
{
    /// <summary>Waiting for the endpoint's owner to confirm; it gets nothing until then, and ends when <see cref="NotificationsOptions.ConfirmationLife"/> is over.</summary>
    Pending,

    /// <summary>Confirmed.</summary>
    Confirmed,
}
