using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>The data of a routed event: a message, or where it is, and the recipients this event is for.</summary>
/// <param name="Message">The message; only id, topic and time while <paramref name="Blob"/> holds it.</param>
/// <param name="Blob">The claim-check blob; null when the message is here.</param>
/// <param name="Recipients">Subscription ids, and <c>fn:name</c> for functions.</param>
/// <param name="TraceParent">The trace the message belongs to.</param>
/// <remarks>It travels as one JSON string, for the Functions host reads an event into objects that turn texts into dates and write them differently: <c>…29.190+02:00</c> comes out as <c>…29.19+00:00</c>.</remarks>
internal sealed record RoutedNotification(NotificationMessage Message, string? Blob, IReadOnlyList<string> Recipients, string? TraceParent)
{
    public BinaryData ToData()
    {
        var message = new JsonObject();
        MessageJson.Write(message, Message, isWhole: Blob is null);
        var json = new JsonObject { ["message"] = message, ["to"] = new JsonArray([.. Recipients.Select(recipient => (JsonNode)recipient)]) };
        if (Blob is not null)
        {
            json["blob"] = Blob;
        }

        if (TraceParent is not null)
        {
            json["traceparent"] = TraceParent;
        }

        return JsonText.ToText(json);
    }

    /// <exception cref="FormatException">The data is not a routed notification of this version.</exception>
    public static RoutedNotification Read(BinaryData data)
    {
        try
        {
            using var text = JsonDocument.Parse(data);
            using var document = JsonDocument.Parse(text.RootElement.GetString() ?? "");
            var json = document.RootElement;
            return new RoutedNotification(
                MessageJson.Read(json.GetProperty("message")),
                json.TryGetProperty("blob", out var blob) ? blob.GetString() : null,
                [.. json.GetProperty("to").EnumerateArray().Select(recipient => recipient.GetString()!)],
                json.TryGetProperty("traceparent", out var trace) ? trace.GetString() : null);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Not a routed notification as this framework writes it.", error);
        }
    }
}
