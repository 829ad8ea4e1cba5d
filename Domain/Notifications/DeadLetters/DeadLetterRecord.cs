using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>How a dead letter is stored.</summary>
internal static class DeadLetterRecord
{
    public const string Model = "_dead-letter";

    private const int ReasonLength = 1024;

    public static StorePartition PartitionOf(string subscriptionId) => StorePartition.Of($"_dead-letters-{subscriptionId}");

    public static string IdOf(string messageId) => StoredId.Of(Model, messageId);

    /// <param name="letter">The dead letter.</param>
    /// <param name="message">The message, for a redrive.</param>
    /// <param name="blob">The blob that holds body and message, when they are too large for the document.</param>
    public static JsonObject ToJson(DeadLetter letter, NotificationMessage message, string? blob)
    {
        var original = new JsonObject();
        MessageJson.Write(original, message, isWhole: blob is null);
        var json = new JsonObject
        {
            [EnvelopeNames.Model] = Model,
            [EnvelopeNames.Key] = letter.MessageId,
            ["subscription"] = letter.SubscriptionId,
            ["topic"] = letter.Topic,
            ["reason"] = letter.Reason.Length > ReasonLength ? letter.Reason[..ReasonLength] : letter.Reason,
            ["attempts"] = letter.Attempts,
            ["redrives"] = letter.Redrives,
            ["firstAttemptAt"] = MessageTime.ToText(letter.FirstAttemptAt),
            ["lastAttemptAt"] = MessageTime.ToText(letter.LastAttemptAt),
            ["message"] = original,
        };
        if (letter.LastStatus is { } status)
        {
            json["lastStatus"] = status;
        }

        json[blob is null ? "body" : "blob"] = blob ?? letter.Body;
        return json;
    }

    /// <summary>A subscription's dead letters.</summary>
    public static StoreQuery Query(string subscriptionId, int pageSize, string? continuation) => new(StorePartition.DefaultContainer, PartitionOf(subscriptionId).Key)
    {
        Filter = Condition.On(EnvelopeNames.Model).Equal(Model),
        PageSize = pageSize,
        Continuation = continuation,
    };

    /// <summary>The message of a record, whole or with its blob still to be read.</summary>
    public static NotificationMessage ReadMessage(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return MessageJson.Read(document.RootElement.GetProperty("message"));
    }

    public static (DeadLetter Letter, string? Blob) Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        var letter = new DeadLetter(
            json.GetProperty("subscription").GetString()!,
            json.GetProperty("topic").GetString()!,
            json.GetProperty(EnvelopeNames.Key).GetString()!,
            json.GetProperty("reason").GetString()!,
            json.GetProperty("attempts").GetInt32())
        {
            Redrives = json.TryGetProperty("redrives", out var redrives) ? redrives.GetInt32() : 0,
            Body = json.TryGetProperty("body", out var sent) ? sent.GetString()! : "",
            LastStatus = json.TryGetProperty("lastStatus", out var status) ? status.GetInt32() : null,
            FirstAttemptAt = MessageTime.Parse(json.GetProperty("firstAttemptAt").GetString()!),
            LastAttemptAt = MessageTime.Parse(json.GetProperty("lastAttemptAt").GetString()!),
        };
        return (letter, json.TryGetProperty("blob", out var blob) ? blob.GetString() : null);
    }
}
