using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Something a FIFO topic remembers for a while: that a message id is in the log, or that a deduplication id was accepted.</summary>
/// <param name="Id">The stored id.</param>
/// <param name="MessageId">The message that made it.</param>
/// <param name="Group">The message's group.</param>
/// <param name="Sequence">Where the message is; 0 while that is not known, and for ever when it was given up.</param>
/// <param name="AcceptedAt">When the message was published: the five minutes count from here, for a store removes what has expired only some time later.</param>
internal sealed record FifoMark(string Id, string MessageId, string Group, long Sequence, DateTimeOffset AcceptedAt)
{
    public const string Model = "_fifo-mark";

    /// <summary>How long a deduplication id counts: 5 minutes (SNS).</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static string IdOfMessage(string messageId) => StoredId.Of(Model, "m." + messageId);

    public static string IdOfDeduplication(string hash) => StoredId.Of(Model, "d." + hash);

    /// <summary>Whether a message published at a time repeats this one.</summary>
    public bool Covers(DateTimeOffset published) => published - AcceptedAt < Window;

    public JsonObject ToJson() => new()
    {
        [EnvelopeNames.Model] = Model,
        [EnvelopeNames.Key] = StoredId.KeyOf(Id),
        ["messageId"] = MessageId,
        ["group"] = Group,
        ["sequence"] = Sequence,
        ["acceptedAt"] = MessageTime.ToText(AcceptedAt),
    };

    public static FifoMark Read(StoredDocument stored)
    {
        using var document = JsonDocument.Parse(stored.Body);
        var json = document.RootElement;
        return new FifoMark(
            stored.Id,
            json.GetProperty("messageId").GetString()!,
            json.GetProperty("group").GetString()!,
            json.GetProperty("sequence").GetInt64(),
            MessageTime.Parse(json.GetProperty("acceptedAt").GetString()!));
    }
}
