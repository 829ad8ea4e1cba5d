namespace Virga.Notifications;

/// <summary>The codes a <see cref="NotificationException"/> carries.</summary>
public static class NotificationErrors
{
    /// <summary>A parameter breaks a rule of SNS's; the text names it. Trying again does not help.</summary>
    public const string InvalidParameter = "invalid-parameter";

    /// <summary>The topic or subscription does not exist.</summary>
    public const string NotFound = "not-found";

    /// <summary>The topic has as many subscriptions as it may have.</summary>
    public const string SubscriptionLimitExceeded = "subscription-limit-exceeded";

    /// <summary>Too many changes were made to the topic's subscriptions at the same time; try again.</summary>
    public const string SubscriptionConflict = "subscription-conflict";

    /// <summary>Webhooks need a public base URL and a signing key, and the app has none configured.</summary>
    public const string WebhooksNotConfigured = "webhooks-not-configured";
}
