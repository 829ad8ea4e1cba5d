using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Writes SNS's delivery status records into the log, category <c>Virga.Notifications.DeliveryLog</c>: all failures, and of the successes a share.</summary>
internal sealed class DeliveryLog(IOptions<NotificationsOptions> options, TimeProvider time, ILogger<DeliveryLog> logger)
{
    /// <param name="delivery">The delivery.</param>
    /// <param name="result">How it was taken.</param>
    /// <param name="rate">The topic's share in a hundred; null for the app's.</param>
    public void Delivered(Delivery delivery, AttemptResult result, int? rate)
    {
        // The share is taken by message id, so that all deliveries of a message are in the log, or none.
        if (logger.IsEnabled(LogLevel.Information) && Percentile(delivery.Message.MessageId) < (rate ?? options.Value.SuccessSampleRate))
        {
            Log.DeliveryStatus(logger, Record(delivery, result, "SUCCESS"));
        }
    }

    public void Failed(Delivery delivery, AttemptResult result)
    {
        if (logger.IsEnabled(LogLevel.Warning))
        {
            Log.DeliveryFailure(logger, Record(delivery, result, "FAILURE"));
        }
    }

    private string Record(Delivery delivery, AttemptResult result, string status) => JsonText.ToData(new JsonObject
    {
        ["notification"] = new JsonObject
        {
            ["messageId"] = delivery.Message.MessageId,
            ["topic"] = delivery.Topic,
            ["timestamp"] = MessageTime.ToText(delivery.Message.Timestamp),
        },
        ["delivery"] = new JsonObject
        {
            ["destination"] = delivery.Recipient,
            ["providerResponse"] = result.Reason,
            ["statusCode"] = result.Status,
            ["attempts"] = delivery.Attempt,
            ["dwellTimeMs"] = (long)(time.GetUtcNow() - delivery.Message.Timestamp).TotalMilliseconds,
        },
        ["status"] = status,
    }).ToString();

    private static int Percentile(string messageId) => (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(messageId))) % 100);
}
