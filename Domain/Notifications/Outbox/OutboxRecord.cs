using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>A message between commit and transport, as it is stored beside the document it belongs to.</summary>
internal sealed record OutboxRecord
{
    public const string Model = "_outbox";

    public required NotificationMessage Message { get; init; }

    public OutboxState State { get; init; } = OutboxState.Pending;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the state was last written: a planned record is its owner's for a while after this, and the sweeper's when it is too long ago.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>How often someone set out to send it.</summary>
    public int Attempts { get; init; }

    /// <summary>The relay that wrote the plan or took it over; null while pending.</summary>
    public string? Owner { get; init; }

    public string? TraceParent { get; init; }

    public DeliveryPlan? Plan { get; init; }

    public string Id => StoredId.Of(Model, Message.MessageId);

    /// <summary>The partition of a message that was published without a document: one of 16, by a hash of the id that every process agrees on.</summary>
    public static StorePartition PartitionOf(string messageId)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var character in messageId)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return StorePartition.Of($"_outbox-{(hash ^ (hash >> 16)) % 16:00}");
    }

    public static OutboxRecord Of(NotificationMessage message, string? traceParent) =>
        new() { Message = message, CreatedAt = message.Timestamp, StateAt = message.Timestamp, TraceParent = traceParent };

    public static bool Is(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(EnvelopeNames.Model, out var model)
        && model.ValueKind == JsonValueKind.String && model.ValueEquals(Model);

    /// <summary>Whether a document is a record that may still have to be sent.</summary>
    public static bool IsUnsent(JsonElement document) => Is(document) && !(document.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String && state.ValueEquals(StateName(OutboxState.Sent)));

    public JsonObject ToJson()
    {
        var json = new JsonObject { [EnvelopeNames.Model] = Model, [EnvelopeNames.Key] = Message.MessageId, ["state"] = StateName(State) };
        MessageJson.Write(json, Message);
        json["createdAt"] = MessageTime.ToText(CreatedAt);
        json["stateAt"] = MessageTime.ToText(StateAt);
        json["attempts"] = Attempts;
        if (TraceParent is not null)
        {
            json["traceparent"] = TraceParent;
        }

        if (Owner is not null)
        {
            json["owner"] = Owner;
        }

        if (Plan is not null)
        {
            json["plan"] = Plan.ToJson();
        }

        return json;
    }

    /// <exception cref="FormatException">The document is no outbox record of this version.</exception>
    public static OutboxRecord Read(JsonElement json)
    {
        try
        {
            return new OutboxRecord
            {
                Message = MessageJson.Read(json),
                State = ParseState(json.GetProperty("state").GetString()),
                CreatedAt = MessageTime.Parse(json.GetProperty("createdAt").GetString()!),
                StateAt = MessageTime.Parse(json.GetProperty("stateAt").GetString()!),
                Attempts = json.GetProperty("attempts").GetInt32(),
                TraceParent = json.TryGetProperty("traceparent", out var trace) ? trace.GetString() : null,
                Owner = json.TryGetProperty("owner", out var owner) ? owner.GetString() : null,
                Plan = json.TryGetProperty("plan", out var plan) ? DeliveryPlan.Read(plan) : null,
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Not an outbox record as this framework writes it.", error);
        }
    }

    public static string StateName(OutboxState state) => state switch
    {
        OutboxState.Pending => "pending",
        OutboxState.Planned => "planned",
        _ => "sent",
    };

    private static OutboxState ParseState(string? name) => name switch
    {
        "pending" => OutboxState.Pending,
        "planned" => OutboxState.Planned,
        "sent" => OutboxState.Sent,
        _ => throw new FormatException($"'{name}' is no state of an outbox record."),
    };
}
