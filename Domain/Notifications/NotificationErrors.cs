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

    /// <summary>Too many changes were made to the topic or its subscriptions at the same time; try again.</summary>
    public const string SubscriptionConflict = "subscription-conflict";

    /// <summary>Webhooks need a public base URL and a signing key, and the app has none configured.</summary>
    public const string WebhooksNotConfigured = "webhooks-not-configured";

    /// <summary>The topic's policy does not let the caller do this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Too many confirmation messages wait for one host; try again later.</summary>
    public const string Throttled = "throttled";

    /// <summary>A batch has no messages.</summary>
    public const string EmptyBatchRequest = "empty-batch-request";

    /// <summary>Too many messages are being published to one group of a FIFO topic at the same time; try again.</summary>
    public const string GroupBusy = "group-busy";

    /// <summary>A batch has more than 10 messages.</summary>
    public const string TooManyEntriesInBatchRequest = "too-many-entries-in-batch-request";

    /// <summary>Two messages of a batch have one id.</summary>
    public const string BatchEntryIdsNotDistinct = "batch-entry-ids-not-distinct";

    /// <summary>The id of a message in a batch is too long or has characters it may not have.</summary>
    public const string InvalidBatchEntryId = "invalid-batch-entry-id";

    /// <summary>The messages of a batch are too large together.</summary>
    public const string BatchRequestTooLong = "batch-request-too-long";
}
