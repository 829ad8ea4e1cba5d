using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Reads an SNS envelope that somebody sent.</summary>
internal static class EnvelopeFields
{
    /// <summary>The members that are texts, by name; null when this is no JSON object.</summary>
    public static Dictionary<string, string>? Parse(string envelope)
    {
        try
        {
            using var document = JsonDocument.Parse(envelope);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                fields[member.Name] = member.Value.GetString()!;
            }

            return fields;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // the latter of text that is none: an escaped surrogate alone
        }
    }
}
