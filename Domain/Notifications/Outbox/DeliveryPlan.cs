using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>Who gets a message, decided once.</summary>
/// <param name="RegistryVersion">The version of the topic's registry it was decided with; 0 when the topic had none.</param>
/// <param name="Recipients">Subscription ids, and <c>fn:name</c> for function subscribers.</param>
internal sealed record DeliveryPlan(long RegistryVersion, IReadOnlyList<string> Recipients)
{
    public JsonObject ToJson() => new()
    {
        ["version"] = RegistryVersion,
        ["recipients"] = new JsonArray([.. Recipients.Select(recipient => (JsonNode)recipient)]),
    };

    public static DeliveryPlan Read(JsonElement json) => new(
        json.GetProperty("version").GetInt64(),
        [.. json.GetProperty("recipients").EnumerateArray().Select(recipient => recipient.GetString()!)]);
}
