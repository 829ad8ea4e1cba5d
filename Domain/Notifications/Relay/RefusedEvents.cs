using Microsoft.Extensions.Logging;

namespace Virga.Notifications;

/// <summary>Makes dead letters of what the transport will never take, one for each recipient: nobody would ever try those again.</summary>
internal sealed class RefusedEvents(DeadLetterWriter deadLetters, TimeProvider time, ILogger<RefusedEvents> logger)
{
    private const int TooLarge = 413;

    /// <summary>Writes the dead letters; once this returns, the message may be marked sent.</summary>
    public async Task WriteAsync(NotificationMessage message, EventTransportException error, CancellationToken cancellationToken)
    {
        var now = MessageTime.Truncate(time.GetUtcNow());
        var result = AttemptResult.Final(error.Message) with { Status = TooLarge };
        foreach (var recipient in error.Refused.SelectMany(refused => RoutedNotification.Read(refused.Data).Recipients))
        {
            var delivery = new Delivery { Recipient = recipient, Message = message };
            await deadLetters.WriteAsync(delivery, message, result, body: null, now, now, cancellationToken).ConfigureAwait(false);
            Log.DeadLettered(logger, message.MessageId, recipient, delivery.Attempt, error.Message);
        }
    }
}
