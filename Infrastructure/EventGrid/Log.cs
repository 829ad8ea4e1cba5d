using Microsoft.Extensions.Logging;

namespace Virga.EventGrid;

/// <summary>What the project logs: event ids 4200 to 4299.</summary>
internal static partial class Log
{
    [LoggerMessage(4200, LogLevel.Warning, "A delivery to '{Subscription}' failed.")]
    public static partial void DeliveryFailed(ILogger logger, Exception error, string subscription);

    [LoggerMessage(4201, LogLevel.Information, "An event for '{Subscription}' was not delivered ({Outcome}, attempt {Attempt}); it is due again in {Wait}.")]
    public static partial void DeliveryRetried(ILogger logger, string subscription, string outcome, int attempt, TimeSpan wait);

    [LoggerMessage(4202, LogLevel.Error, "An event for '{Subscription}' is given up after {Attempts} attempts: {Reason}. It is blob '{Blob}'.")]
    public static partial void DeadLettered(ILogger logger, string subscription, int attempts, string reason, string blob);

    [LoggerMessage(4203, LogLevel.Error, "An event for '{Subscription}' is given up and dropped after {Attempts} attempts: {Reason}. Its subscription has no dead-letter container.")]
    public static partial void Dropped(ILogger logger, string subscription, int attempts, string reason);

    [LoggerMessage(4204, LogLevel.Error, "The dispatcher of '{Subscription}' cannot work; it tries again in {Wait}.")]
    public static partial void DispatcherFailed(ILogger logger, Exception error, string subscription, TimeSpan wait);

    [LoggerMessage(4205, LogLevel.Information, "The webhook {Endpoint} of '{Subscription}' wants events.")]
    public static partial void HandshakeDone(ILogger logger, string subscription, Uri endpoint);

    [LoggerMessage(4206, LogLevel.Warning, "The webhook {Endpoint} of '{Subscription}' gets no events yet: {Error}")]
    public static partial void HandshakeFailed(ILogger logger, string subscription, Uri endpoint, string error);

    [LoggerMessage(4207, LogLevel.Error, "A message in the queue of '{Subscription}' is not a delivery; it was put aside as blob '{Blob}'.")]
    public static partial void Unreadable(ILogger logger, Exception error, string subscription, string blob);

    [LoggerMessage(4208, LogLevel.Error, "Events for topic '{Topic}' could not be stored; the publisher was told to try again.")]
    public static partial void NotStored(ILogger logger, Exception error, string topic);

    [LoggerMessage(4209, LogLevel.Debug, "{Events} events for topic '{Topic}' accepted, {Deliveries} deliveries stored.")]
    public static partial void Published(ILogger logger, int events, string topic, int deliveries);

    [LoggerMessage(4210, LogLevel.Warning, "The stored subscription '{Subscription}' no longer fits, and is left out.")]
    public static partial void NotRestored(ILogger logger, Exception error, string subscription);
}
