using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>An event on its way to one subscription, as it lies in the queue: the event or the name of the blob that holds it, and what has been tried.</summary>
internal sealed record StoredDelivery(string Topic, EventGridSchema Schema, DateTimeOffset Published, ReadOnlyMemory<byte> Event)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The claim check; null when the event is in the message itself.</summary>
    public string? Blob { get; init; }

    /// <summary>Deliveries tried so far.</summary>
    public int Attempts { get; init; }

    /// <summary>What became of the last one.</summary>
    public string? LastOutcome { get; init; }

    /// <summary>When the last one was made.</summary>
    public DateTimeOffset? LastAttempt { get; init; }

    public BinaryData Write()
    {
        var buffer = new ArrayBufferWriter<byte>(Event.Length + 256);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("topic"u8, Topic);
        json.WriteString("id"u8, Id);
        json.WriteNumber("schema"u8, (int)Schema);
        json.WriteString("published"u8, Published);
        json.WriteNumber("attempts"u8, Attempts);
        if (LastAttempt is { } at)
        {
            json.WriteString("lastAttempt"u8, at);
            json.WriteString("lastOutcome"u8, LastOutcome);
        }

        if (Blob is not null)
        {
            json.WriteString("blob"u8, Blob);
        }
        else
        {
            json.WritePropertyName("event"u8);
            json.WriteRawValue(Event.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.Flush();
        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    /// <exception cref="JsonException">The message is not one of these.</exception>
    public static StoredDelivery Read(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToMemory());
            var json = document.RootElement;
            var blob = EventKeys.Text(json, "blob");
            var at = json.TryGetProperty("lastAttempt", out var last) ? last.GetDateTimeOffset() : (DateTimeOffset?)null;
            return new StoredDelivery(
                json.GetProperty("topic").GetString()!,
                (EventGridSchema)json.GetProperty("schema").GetInt32(),
                json.GetProperty("published").GetDateTimeOffset(),
                blob is null ? System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json.GetProperty("event")).ToArray() : default)
            {
                Id = EventKeys.Text(json, "id") ?? "",
                Blob = blob,
                Attempts = json.GetProperty("attempts").GetInt32(),
                LastAttempt = at,
                LastOutcome = EventKeys.Text(json, "lastOutcome"),
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
