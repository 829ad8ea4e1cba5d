using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>A message in its group's log. Written once, never changed.</summary>
/// <param name="Sequence">Its place in the group, from 1.</param>
/// <param name="Message">The message, which carries the sequence number too.</param>
/// <param name="Plan">Who gets it, decided when it was appended.</param>
/// <param name="TraceParent">The trace it belongs to.</param>
internal sealed record FifoMessage(long Sequence, NotificationMessage Message, DeliveryPlan Plan, string? TraceParent)
{
    public const string Model = "_fifo";
    public const string SequenceMember = "sequenceNumber";

    public static string IdOf(long sequence) => StoredId.Of(Model, FifoKeys.ToText(sequence));

    public static JsonObject ToJson(long sequence, NotificationMessage message, DeliveryPlan plan, string? traceParent)
    {
        var json = new JsonObject { [EnvelopeNames.Model] = Model, [EnvelopeNames.Key] = FifoKeys.ToText(sequence) };
        MessageJson.Write(json, message);
        json[SequenceMember] = FifoKeys.ToText(sequence);
        json["plan"] = plan.ToJson();
        if (traceParent is not null)
        {
            json["traceparent"] = traceParent;
        }

        return json;
    }

    public static bool Is(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(EnvelopeNames.Model, out var model)
        && model.ValueKind == JsonValueKind.String && model.ValueEquals(Model);

    public static FifoMessage Read(JsonElement json) => new(
        FifoKeys.Parse(json.GetProperty(SequenceMember).GetString()!),
        MessageJson.Read(json),
        DeliveryPlan.Read(json.GetProperty("plan")),
        json.TryGetProperty("traceparent", out var trace) ? trace.GetString() : null);
}
