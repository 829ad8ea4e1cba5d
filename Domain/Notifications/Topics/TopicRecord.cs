using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>A topic as it is stored: one made by HTTP, or what was set of one that the code defines. All are in one partition, so that they can be listed.</summary>
internal sealed record TopicRecord(string Name)
{
    public const string Model = "_topicinfo";

    public static readonly StorePartition Partition = StorePartition.Of("_topics");

    private static readonly ImmutableSortedDictionary<string, string> Nothing = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The attributes that were set, <see cref="TopicAttributes.Policy"/> and <see cref="TopicAttributes.FifoTopic"/> left out.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = Nothing;

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Nothing;

    public TopicPolicy Policy { get; init; } = TopicPolicy.Default;

    /// <summary>From when on messages are certain to be in the archive that <see cref="TopicAttributes.ArchivePolicy"/> asks for; null without one.</summary>
    public DateTimeOffset? ArchivedSince { get; init; }

    public string StoredId => IdOf(Name);

    public bool IsFifo => Name.EndsWith(TopicName.FifoSuffix, StringComparison.Ordinal);

    public TopicSettings Settings => new(Name)
    {
        IsFifo = IsFifo,
        ContentBasedDeduplication = Attributes.GetValueOrDefault(TopicAttributes.ContentBasedDeduplication) == "true",
        DeduplicationScope = Attributes.GetValueOrDefault(TopicAttributes.FifoThroughputScope) == nameof(DeduplicationScope.MessageGroup) ? DeduplicationScope.MessageGroup : DeduplicationScope.Topic,
        Archive = Archive,
        MaximumMessageSize = Attributes.TryGetValue(TopicAttributes.MaximumMessageSize, out var size) ? TopicAttributes.ToSize(size) : MessageSize.Maximum,
    };

    private TimeSpan? Archive => Attributes.TryGetValue(TopicAttributes.ArchivePolicy, out var policy) ? TopicArchive.Read(policy, []) : null;

    /// <summary>The earliest time that a replay can begin at for certain; null without an archive.</summary>
    public DateTimeOffset? BeginningOfArchive(DateTimeOffset now) =>
        Archive is { } archive && ArchivedSince is { } since ? (now - archive > since ? now - archive : since) : null;

    /// <summary>The same topic with an attribute set; empty takes it away.</summary>
    public TopicRecord With(string name, string value, DateTimeOffset now)
    {
        var changed = this with { Attributes = value.Length == 0 && name != TopicAttributes.DisplayName ? Attributes.Remove(name) : Attributes.SetItem(name, value) };
        return name == TopicAttributes.ArchivePolicy
            ? changed with { ArchivedSince = value.Length == 0 ? null : BeginningOfArchive(now) ?? MessageTime.Truncate(now) }
            : changed;
    }

    public static string IdOf(string name) => Virga.Documents.StoredId.Of(Model, name);

    public JsonObject ToJson() => new()
    {
        [EnvelopeNames.Model] = Model,
        [EnvelopeNames.Key] = Name,
        ["attributes"] = Write(Attributes),
        ["tags"] = Write(Tags),
        ["archivedSince"] = ArchivedSince is { } since ? MessageTime.ToText(since) : null,
        ["policy"] = Policy.Statements.IsEmpty ? null : TopicPolicyJson.Write(Policy, TopicStatement.Everybody),
    };

    public static TopicRecord Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        return new TopicRecord(json.GetProperty(EnvelopeNames.Key).GetString()!)
        {
            Attributes = ReadMap(json.GetProperty("attributes")),
            Tags = ReadMap(json.GetProperty("tags")),
            ArchivedSince = json.TryGetProperty("archivedSince", out var since) && since.GetString() is { } time ? MessageTime.Parse(time) : null,
            Policy = json.TryGetProperty("policy", out var policy) && policy.GetString() is { } text ? TopicPolicyJson.Read(text, TopicStatement.Everybody) : TopicPolicy.Default,
        };
    }

    // As a list of pairs: names of tags are anybody's, and some would be no good as names of members.
    private static JsonArray Write(ImmutableSortedDictionary<string, string> map) => new([.. map.Select(entry => (JsonNode)new JsonArray(entry.Key, entry.Value))]);

    private static ImmutableSortedDictionary<string, string> ReadMap(JsonElement json) =>
        Nothing.AddRange(json.EnumerateArray().Select(entry => KeyValuePair.Create(entry[0].GetString()!, entry[1].GetString()!)));
}
