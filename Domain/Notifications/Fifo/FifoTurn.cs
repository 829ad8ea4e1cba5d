using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>A queue message that says: carry a group on for a recipient.</summary>
/// <param name="Id">The turn's id; the same when it comes again.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The group.</param>
/// <param name="Recipient">A subscription's id, or <c>fn:name</c>.</param>
internal sealed record FifoTurn(string Id, string Topic, string Group, string Recipient)
{
    private const string Kind = "FifoTurn";

    public static FifoTurn New(string topic, string group, string recipient) => new(Guid.NewGuid().ToString("N"), topic, group, recipient);

    public BinaryData ToData() => JsonText.ToData(new JsonObject
    {
        ["kind"] = Kind,
        ["id"] = Id,
        ["topic"] = Topic,
        ["group"] = Group,
        ["recipient"] = Recipient,
    });

    /// <summary>Reads a turn; null when the queue message is something else.</summary>
    /// <exception cref="FormatException">It is a turn, but not of this version.</exception>
    public static FifoTurn? TryRead(BinaryData data)
    {
        if (!data.ToMemory().Span.StartsWith("{\"kind\":\"FifoTurn\","u8))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            var json = document.RootElement;
            return new FifoTurn(json.GetProperty("id").GetString()!, json.GetProperty("topic").GetString()!, json.GetProperty("group").GetString()!, json.GetProperty("recipient").GetString()!);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Not a turn of a group as this framework writes it.", error);
        }
    }
}
