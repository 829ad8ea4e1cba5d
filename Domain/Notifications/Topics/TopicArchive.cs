using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>How long a FIFO topic's messages can be replayed: SNS's attribute <c>ArchivePolicy</c>.</summary>
internal static class TopicArchive
{
    private const string Member = "MessageRetentionPeriod";

    /// <summary>Reads a policy; what is wrong is added to the faults.</summary>
    public static TimeSpan Read(string json, List<string> faults)
    {
        var days = 0;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in document.RootElement.EnumerateObject())
                {
                    var text = member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText();
                    days = member.Name == Member && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
                }
            }
        }
        catch (JsonException)
        {
            // Told below, as everything else that is wrong.
        }

        if (days is < 1 or > 365)
        {
            faults.Add($$"""it is {"{{Member}}":"days"} with 1 to 365 days""");
        }

        return TimeSpan.FromDays(Math.Clamp(days, 1, 365));
    }

    public static string Write(TimeSpan archive) => new JsonObject { [Member] = archive.TotalDays.ToString(CultureInfo.InvariantCulture) }.ToJsonString();
}
