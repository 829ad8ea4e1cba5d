using Microsoft.Extensions.Logging;

namespace Virga.Notifications;

/// <summary>What the project logs: event ids 2000 to 2999.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "Outbox record {Id} could not be relayed; the sweeper takes it up")]
    public static partial void RelayFailed(ILogger logger, string id, Exception error);

    [LoggerMessage(2002, LogLevel.Information, "Outbox swept: {Found} without progress, {Relayed} relayed, {Failed} failed")]
    public static partial void Swept(ILogger logger, int found, int relayed, int failed);

    [LoggerMessage(2003, LogLevel.Error, "The filter policy of subscription {Subscription} to topic {Topic} cannot be read; the subscription gets nothing")]
    public static partial void PolicyUnreadable(ILogger logger, string subscription, string topic, Exception error);

    [LoggerMessage(2004, LogLevel.Warning, "The outbox could not be looked through at start; the sweeper takes up what was left")]
    public static partial void RecoveryFailed(ILogger logger, Exception error);

    [LoggerMessage(2010, LogLevel.Warning, "Subscriber {Subscriber} failed at message {MessageId}, attempt {Attempt}")]
    public static partial void SubscriberFailed(ILogger logger, string subscriber, string messageId, int attempt, Exception error);

    [LoggerMessage(2011, LogLevel.Information, "Delivery of message {MessageId} to {Recipient} is tried again in {Delay}: {Reason}")]
    public static partial void DeliveryRetried(ILogger logger, string messageId, string recipient, TimeSpan delay, string reason);

    [LoggerMessage(2012, LogLevel.Warning, "Message {MessageId} for {Recipient} is dead after {Attempts} attempts: {Reason}")]
    public static partial void DeadLettered(ILogger logger, string messageId, string recipient, int attempts, string reason);

    [LoggerMessage(2013, LogLevel.Information, "Message {MessageId} for {Recipient} is dropped: {Reason}")]
    public static partial void Dropped(ILogger logger, string messageId, string recipient, string reason);

    [LoggerMessage(2014, LogLevel.Warning, "Endpoint {Endpoint} is unhealthy ({Reason}); its messages wait, and it is tried again in {Delay}")]
    public static partial void EndpointUnhealthy(ILogger logger, string endpoint, string reason, TimeSpan delay);

    [LoggerMessage(2015, LogLevel.Information, "Endpoint {Endpoint} is healthy again")]
    public static partial void EndpointHealthy(ILogger logger, string endpoint);

    [LoggerMessage(2016, LogLevel.Warning, "Group {Group} of topic {Topic} was taken over from this process while it delivered to {Recipient}")]
    public static partial void LeaseLost(ILogger logger, string topic, string group, string recipient);

    [LoggerMessage(2017, LogLevel.Information, "{DeliveryStatus}")]
    public static partial void DeliveryStatus(ILogger logger, string deliveryStatus);

    [LoggerMessage(2018, LogLevel.Warning, "{DeliveryStatus}")]
    public static partial void DeliveryFailure(ILogger logger, string deliveryStatus);

    [LoggerMessage(2019, LogLevel.Error, "A dead-letter blob of Event Grid cannot be read; it was put aside as {Blob}")]
    public static partial void DeadEventUnreadable(ILogger logger, string blob, Exception error);

    [LoggerMessage(2020, LogLevel.Warning, "{Endpoint} was refused as an endpoint of topic {Topic}: {Reason}")]
    public static partial void EndpointRefused(ILogger logger, string topic, string endpoint, string reason);

    [LoggerMessage(2021, LogLevel.Warning, "A confirmation of subscription {Subscription} to topic {Topic} was refused: {Reason}")]
    public static partial void ConfirmationRefused(ILogger logger, string subscription, string topic, string reason);

    [LoggerMessage(2022, LogLevel.Warning, "Subscription {Subscription} to topic {Topic} could not be told its token: {Reason}")]
    public static partial void ConfirmationUndelivered(ILogger logger, string subscription, string topic, string reason);
}
