using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Keeps what could not be delivered, one document for each subscription and message; writing again is harmless.</summary>
internal sealed class DeadLetterWriter(IDocumentStore store, IBlobStore blobs)
{
    /// <summary>The container of large dead letters.</summary>
    public const string Container = "virga-dead-letters";

    // Body and message together, as JSON; the rest of Cosmos DB's 2 MB is room for escapes.
    private const int InlineBytes = 900_000;

    public async Task WriteAsync(
        Delivery delivery, NotificationMessage message, AttemptResult result, BinaryData? body, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellationToken)
    {
        var topic = new KeyValuePair<string, object?>("topic", delivery.Topic);
        try
        {
            await StoreAsync(delivery, message, result, body, first, last, cancellationToken).ConfigureAwait(false);
            NotificationTelemetry.DeadLetters.Add(1, topic);
        }
        catch (Exception error) when (error is StoreException or StorageException)
        {
            NotificationTelemetry.DeadLettersFailed.Add(1, topic);
            throw; // Not kept, so not acknowledged: it comes again.
        }
    }

    private async Task StoreAsync(
        Delivery delivery, NotificationMessage message, AttemptResult result, BinaryData? body, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellationToken)
    {
        var letter = new DeadLetter(delivery.Recipient, delivery.Topic, message.MessageId, result.Reason, delivery.Attempt)
        {
            Body = body?.ToString() ?? message.Body,
            Redrives = delivery.Redrives,
            LastStatus = result.Status == 0 ? null : result.Status,
            FirstAttemptAt = first,
            LastAttemptAt = last,
        };
        var json = DeadLetterRecord.ToJson(letter, message, blob: null);
        if (JsonText.ToData(json).ToMemory().Length > InlineBytes)
        {
            var blob = $"{delivery.Recipient.Replace(':', '/')}/{message.MessageId}";
            var large = new JsonObject { ["body"] = letter.Body, ["message"] = json["message"]!.DeepClone() };
            await blobs.WriteAsync(Container, blob, JsonText.ToData(large), cancellationToken).ConfigureAwait(false);
            json = DeadLetterRecord.ToJson(letter, message, blob);
        }

        var partition = DeadLetterRecord.PartitionOf(delivery.Recipient);
        await store.WriteAsync(partition, new StoreOperation.Upsert(DeadLetterRecord.IdOf(message.MessageId), json), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a dead letter away whose message is tried again where it failed; one that is not there is no fault.</summary>
    public async Task RemoveAsync(string subscriptionId, string messageId, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(DeadLetterRecord.PartitionOf(subscriptionId), new StoreOperation.Delete(DeadLetterRecord.IdOf(messageId)), null, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            // It was redriven, or somebody else resumed the group.
        }
    }
}
