using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>One message on its way to one recipient, as it waits in the delivery queue.</summary>
internal sealed record Delivery
{
    public DeliveryKind Kind { get; init; } = DeliveryKind.Notification;

    /// <summary>A subscription's id, or <c>fn:name</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>The message; only id, topic and time while <see cref="Blob"/> holds it.</summary>
    public required NotificationMessage Message { get; init; }

    /// <summary>The claim-check blob with the message; null when it is here.</summary>
    public string? Blob { get; init; }

    /// <summary>The confirmation token; null for notifications.</summary>
    public string? Token { get; init; }

    /// <summary>Which attempt comes next, 1 the first.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When the first attempt was made; null before it.</summary>
    public DateTimeOffset? FirstAttemptAt { get; init; }

    /// <summary>The time the throttle has set aside for it; null for none.</summary>
    public DateTimeOffset? Slot { get; init; }

    /// <summary>Whether the message comes from the archive.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>How often it was taken back from the dead letters.</summary>
    public int Redrives { get; init; }

    public string? TraceParent { get; init; }

    public string Topic => Message.Topic;

    public BinaryData ToData()
    {
        var json = new JsonObject { ["kind"] = Kind.ToString(), ["recipient"] = Recipient, ["attempt"] = Attempt };
        MessageJson.Write(json, Message, isWhole: Blob is null);
        Add("blob", Blob);
        Add("token", Token);
        Add("traceparent", TraceParent);
        Add("slot", Slot is { } slot ? MessageTime.ToText(slot) : null);
        if (IsReplayed)
        {
            json["replayed"] = true;
        }

        if (Redrives > 0)
        {
            json["redrives"] = Redrives;
        }

        Add("firstAttemptAt", FirstAttemptAt is { } first ? MessageTime.ToText(first) : null);
        return JsonText.ToData(json);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    /// <exception cref="FormatException">The queue message is not a delivery of this version.</exception>
    public static Delivery Read(BinaryData data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            var json = document.RootElement;
            return new Delivery
            {
                Kind = Enum.Parse<DeliveryKind>(json.GetProperty("kind").GetString()!),
                Recipient = json.GetProperty("recipient").GetString()!,
                Attempt = json.GetProperty("attempt").GetInt32(),
                Message = MessageJson.Read(json),
                Blob = Text(json, "blob"),
                Token = Text(json, "token"),
                TraceParent = Text(json, "traceparent"),
                Slot = Text(json, "slot") is { } slot ? MessageTime.Parse(slot) : null,
                IsReplayed = json.TryGetProperty("replayed", out _),
                Redrives = json.TryGetProperty("redrives", out var redrives) ? redrives.GetInt32() : 0,
                FirstAttemptAt = Text(json, "firstAttemptAt") is { } first ? MessageTime.Parse(first) : null,
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("Not a delivery as this framework writes it.", error);
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
