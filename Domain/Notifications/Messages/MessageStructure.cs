using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Reads <c>MessageStructure=json</c>: an object with one body for each protocol, and one named <c>default</c> for all others.</summary>
internal static class MessageStructure
{
    private const string Default = "default";

    /// <summary>The default body, and those of single protocols. Values that are no text are ignored, and of a name given twice the last counts, as in SNS.</summary>
    /// <exception cref="NotificationException">The body is no JSON object, or has no default.</exception>
    public static (string Default, Dictionary<string, string> Bodies) Read(string body)
    {
        var bodies = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Unreadable();
            }

            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                bodies[member.Name] = member.Value.GetString()!;
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Unreadable();
        }

        return bodies.Remove(Default, out var text)
            ? (text, bodies)
            : throw NotificationException.Invalid("Message Structure - No default entry in JSON message body");
    }

    private static NotificationException Unreadable() => NotificationException.Invalid("Message Structure - JSON message body failed to parse");
}
