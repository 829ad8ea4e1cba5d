using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>The blob that an event becomes when it is given up: an array of the one event, with what was tried added to it.</summary>
internal static class DeadLetter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string BlobName(LocalSubscription subscription, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{subscription.Topic}/{subscription.Name.ToUpperInvariant()}/{now.UtcDateTime:yyyy/MM/dd/HH}/{Guid.CreateVersion7(now):D}.json");

    public static BinaryData Write(StoredDelivery delivery, string reason)
    {
        var buffer = new ArrayBufferWriter<byte>(delivery.Event.Length + 512);
        using var document = JsonDocument.Parse(delivery.Event);
        using var json = new Utf8JsonWriter(buffer, Options);
        var isCloudEvent = delivery.Schema == EventGridSchema.CloudEvents;
        json.WriteStartArray();
        json.WriteStartObject();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            property.WriteTo(json);
        }

        json.WriteString(Name("deadLetterReason"), reason);
        json.WriteNumber(Name("deliveryAttempts"), delivery.Attempts);
        json.WriteString(Name("lastDeliveryOutcome"), delivery.LastOutcome ?? "Unknown");
        json.WriteString(Name("publishTime"), delivery.Published);
        json.WriteString(Name("lastDeliveryAttemptTime"), delivery.LastAttempt ?? delivery.Published);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return BinaryData.FromBytes(buffer.WrittenMemory);

        // CloudEvents attributes have no capitals.
        string Name(string name) => isCloudEvent ? name.ToLowerInvariant() : name;
    }
}
