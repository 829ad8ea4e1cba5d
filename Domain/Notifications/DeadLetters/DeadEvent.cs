using System.Text.Json;

namespace Virga.Notifications;

/// <summary>An event as Event Grid leaves it in a dead-letter blob: the CloudEvent, with what was tried as attributes in lower case.</summary>
/// <param name="Routed">What the event carried.</param>
/// <param name="Reason">Why it was given up, in Event Grid's words.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Published">When Event Grid took it.</param>
/// <param name="LastAttempt">When it was last tried.</param>
internal sealed record DeadEvent(RoutedNotification Routed, string Reason, int Attempts, DateTimeOffset Published, DateTimeOffset LastAttempt)
{
    /// <summary>The routed events of a blob; others are passed over.</summary>
    /// <exception cref="FormatException">The blob is not one that Event Grid writes, or an event's data is not a routed notification.</exception>
    public static IReadOnlyList<DeadEvent> Read(BinaryData blob)
    {
        try
        {
            using var document = JsonDocument.Parse(blob);
            var root = document.RootElement;
            return [.. (root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : (JsonElement[])[root]).Where(IsRouted).Select(Read)];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Not a dead letter as Event Grid writes it.", error);
        }
    }

    private static bool IsRouted(JsonElement dead) => dead.TryGetProperty("type", out var type) && type.ValueEquals(RoutedEvent.CloudEventType);

    private static DeadEvent Read(JsonElement dead)
    {
        var published = dead.GetProperty("publishtime").GetDateTimeOffset();
        return new DeadEvent(
            RoutedNotification.Read(BinaryData.FromString(dead.GetProperty("data").GetRawText())),
            $"Event Grid gave the event up: {dead.GetProperty("deadletterreason").GetString()}, last outcome {(dead.TryGetProperty("lastdeliveryoutcome", out var outcome) ? outcome.GetString() : "unknown")}.",
            dead.GetProperty("deliveryattempts").GetInt32(),
            published,
            dead.TryGetProperty("lastdeliveryattempttime", out var last) ? last.GetDateTimeOffset() : published);
    }
}
