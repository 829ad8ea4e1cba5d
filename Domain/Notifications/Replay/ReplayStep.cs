using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>A queue message that says: take the next messages of a replay from the archive.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Recipient">The subscription's id, or <c>fn:name</c>.</param>
/// <param name="Replay">The replay's id: a step of one that was replaced does nothing.</param>
/// <param name="Continuation">Where the step before ended; null for the first.</param>
internal sealed record ReplayStep(string Topic, string Recipient, string Replay, string? Continuation)
{
    public BinaryData ToData() => JsonText.ToData(new JsonObject
    {
        ["kind"] = "Replay",
        ["topic"] = Topic,
        ["recipient"] = Recipient,
        ["replay"] = Replay,
        ["continuation"] = Continuation,
    });

    /// <summary>Reads a step; null when the queue message is something else.</summary>
    /// <exception cref="FormatException">It is a step, but not of this version.</exception>
    public static ReplayStep? TryRead(BinaryData data)
    {
        if (!data.ToMemory().Span.StartsWith("{\"kind\":\"Replay\","u8))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            var json = document.RootElement;
            return new ReplayStep(json.GetProperty("topic").GetString()!, json.GetProperty("recipient").GetString()!, json.GetProperty("replay").GetString()!, json.GetProperty("continuation").GetString());
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Not a step of a replay as this framework writes it.", error);
        }
    }
}
