using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>How far a recipient has come in a group, and who is delivering to it now. Its ETag fences: every change is made at the version that was read.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The group.</param>
/// <param name="Recipient">A subscription's id, or <c>fn:name</c>.</param>
internal sealed record FifoHead(string Topic, string Group, string Recipient)
{
    public const string Model = "_fifo-head";

    /// <summary>The last message that is settled: delivered, dead or not for this recipient.</summary>
    public long Position { get; init; }

    /// <summary>Which attempt at the next message comes next, 1 the first.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When the first attempt at the next message was made; null before it.</summary>
    public DateTimeOffset? FirstAttemptAt { get; init; }

    /// <summary>The time the throttle has set aside for the next message; null for none.</summary>
    public DateTimeOffset? Slot { get; init; }

    /// <summary>The turn whose queue message carries the group on; null when all is done.</summary>
    public string? Turn { get; init; }

    /// <summary>Until when only that turn may go on: while it works its lease, otherwise the delay before the next attempt.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who works on it at the moment; null when nobody does.</summary>
    public string? Holder { get; init; }

    /// <summary>How often a holder vanished over the next message.</summary>
    public int Crashes { get; init; }

    /// <summary>Counts the turns that found it held: a change, so that the holder looks again before it lets go.</summary>
    public int Wanted { get; init; }

    /// <summary>Why nothing more is delivered until somebody resumes it; null when nothing stands in the way.</summary>
    public string? Blocked { get; init; }

    /// <summary>Up to which message it goes through the log again, whoever the messages were for then; 0 for no replay.</summary>
    public long ReplayUntil { get; init; }

    /// <summary>How far it had come before it was put back for a replay: what lies beyond the replay, up to here, it has.</summary>
    public long Settled { get; init; }

    /// <summary>The version that was read; null when it is not stored yet.</summary>
    public string? ETag { get; init; }

    public StorePartition Partition => FifoKeys.LogOf(Topic, Group);

    public string Id => IdOf(Recipient);

    public static string IdOf(string recipient) => StoredId.Of(Model, recipient);

    /// <summary>After a message is settled: the next one, from its first attempt.</summary>
    public FifoHead At(long position) => this with { Position = position, Attempt = 1, FirstAttemptAt = null, Slot = null, Crashes = 0, ReplayUntil = position >= ReplayUntil ? 0 : ReplayUntil };

    /// <summary>Let go by whoever held it, with nothing to come back for.</summary>
    public FifoHead Free() => this with { Holder = null, Turn = null, Until = null };

    /// <summary>Standing still before the next message until somebody resumes it.</summary>
    public FifoHead BlockedBy(string reason) => Free() with { Attempt = 1, FirstAttemptAt = null, Slot = null, Crashes = 0, Blocked = reason };

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            [EnvelopeNames.Model] = Model,
            [EnvelopeNames.Key] = Recipient,
            ["topic"] = Topic,
            ["group"] = Group,
            ["position"] = Position,
            ["attempt"] = Attempt,
            ["crashes"] = Crashes,
            ["wanted"] = Wanted,
            ["replayUntil"] = ReplayUntil,
            ["settled"] = Settled,
        };
        Add("firstAttemptAt", FirstAttemptAt is { } first ? MessageTime.ToText(first) : null);
        Add("slot", Slot is { } slot ? MessageTime.ToText(slot) : null);
        Add("until", Until is { } until ? MessageTime.ToText(until) : null);
        Add("turn", Turn);
        Add("holder", Holder);
        Add("blocked", Blocked);
        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    public static FifoHead Read(StoredDocument stored)
    {
        using var document = JsonDocument.Parse(stored.Body);
        var json = document.RootElement;
        return new FifoHead(json.GetProperty("topic").GetString()!, json.GetProperty("group").GetString()!, json.GetProperty(EnvelopeNames.Key).GetString()!)
        {
            Position = json.GetProperty("position").GetInt64(),
            Attempt = json.GetProperty("attempt").GetInt32(),
            Crashes = json.GetProperty("crashes").GetInt32(),
            Wanted = json.GetProperty("wanted").GetInt32(),
            ReplayUntil = json.GetProperty("replayUntil").GetInt64(),
            Settled = json.GetProperty("settled").GetInt64(),
            FirstAttemptAt = Text("firstAttemptAt") is { } first ? MessageTime.Parse(first) : null,
            Slot = Text("slot") is { } slot ? MessageTime.Parse(slot) : null,
            Until = Text("until") is { } until ? MessageTime.Parse(until) : null,
            Turn = Text("turn"),
            Holder = Text("holder"),
            Blocked = Text("blocked"),
            ETag = stored.ETag,
        };

        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
