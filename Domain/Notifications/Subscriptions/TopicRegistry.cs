using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>A topic's subscriptions in one document, so that the relay needs one point read and every change has one version.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Version">Counts the changes; 0 when nobody has ever subscribed.</param>
/// <param name="Entries">The subscriptions, pending ones included, in the order they came.</param>
/// <param name="ETag">The document's version in the store; null when there is no document.</param>
internal sealed record TopicRegistry(string Topic, long Version, ImmutableArray<RegistryEntry> Entries, string? ETag)
{
    public const string Model = "_topic";

    public string StoredId => IdOf(Topic);

    public static string IdOf(string topic) => Virga.Documents.StoredId.Of(Model, topic);

    public static StorePartition PartitionOf(string topic) => StorePartition.Of($"_topic-{topic}");

    public static TopicRegistry Empty(string topic) => new(topic, 0, [], null);

    /// <summary>The write that puts changed entries in this registry's place, unless somebody else changed it first.</summary>
    public StoreOperation Replacing(IEnumerable<RegistryEntry> entries)
    {
        var body = (this with { Version = Version + 1, Entries = [.. entries] }).ToJson();
        return ETag is null ? new StoreOperation.Create(StoredId, body) : new StoreOperation.Replace(StoredId, body) { IfMatch = ETag };
    }

    /// <summary>The same for one subscription that is new or changed, in place of any other to its endpoint.</summary>
    public StoreOperation With(SubscriptionRecord record)
    {
        var entry = RegistryEntry.Of(record);
        return Replacing([.. Entries.Where(other => other.Id != entry.Id && other.Key != entry.Key), entry]);
    }

    /// <summary>The same without a subscription.</summary>
    public StoreOperation Without(string id) => Replacing(Entries.Where(entry => entry.Id != id));

    public static TopicRegistry Read(StoredDocument stored)
    {
        using var document = JsonDocument.Parse(stored.Body);
        var json = document.RootElement;
        return new TopicRegistry(
            json.GetProperty(EnvelopeNames.Key).GetString()!,
            json.GetProperty("version").GetInt64(),
            [.. json.GetProperty("subscriptions").EnumerateArray().Select(ReadEntry)],
            stored.ETag);
    }

    private JsonObject ToJson() => new()
    {
        [EnvelopeNames.Model] = Model,
        [EnvelopeNames.Key] = Topic,
        ["version"] = Version,
        ["subscriptions"] = new JsonArray([.. Entries.Select(WriteEntry)]),
    };

    private static JsonNode WriteEntry(RegistryEntry entry)
    {
        var json = new JsonObject { ["id"] = entry.Id, ["key"] = entry.Key, ["protocol"] = entry.Protocol };
        if (entry.Expires is { } expires)
        {
            json["expires"] = MessageTime.ToText(expires);
        }

        if (entry.FilterPolicy is not null)
        {
            json["filterPolicy"] = entry.FilterPolicy;
            json["filterPolicyScope"] = entry.Scope.ToString();
        }

        return json;
    }

    private static RegistryEntry ReadEntry(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        json.GetProperty("key").GetString()!,
        json.TryGetProperty("expires", out var expires) ? MessageTime.Parse(expires.GetString()!) : null,
        json.TryGetProperty("filterPolicy", out var policy) ? policy.GetString() : null,
        json.TryGetProperty("filterPolicyScope", out var scope) ? FilterPolicy.ParseScope(scope.GetString()) : FilterScope.MessageAttributes)
    {
        Protocol = json.GetProperty("protocol").GetString()!,
    };
}
