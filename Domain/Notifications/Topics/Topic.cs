using System.Text.Json;

namespace Virga.Notifications;

/// <summary>A named stream of notifications with one type of body. Define one in a static field with <see cref="Define{T}"/> and register it with the builder.</summary>
public abstract class Topic
{
    private protected Topic(TopicSettings settings, Type bodyType, JsonSerializerOptions json)
    {
        Settings = settings;
        BodyType = bodyType;
        Json = json;
        string?[] faults =
        [
            TopicName.Fault(settings.Name, settings.IsFifo),
            settings.MaximumMessageSize is >= MessageSize.SmallestLimit and <= MessageSize.LargestLimit
                ? null
                : $"Topic '{settings.Name}': the largest message has {MessageSize.SmallestLimit} to {MessageSize.LargestLimit} bytes, not {settings.MaximumMessageSize}.",
        ];
        if (settings.Archive is { } archive && (archive < TimeSpan.FromDays(1) || archive > TimeSpan.FromDays(365)))
        {
            faults = [.. faults, $"Topic '{settings.Name}': the archive keeps messages for 1 to 365 days, not {archive}."];
        }

        Faults = [.. faults.OfType<string>()];
    }

    /// <summary>The topic's name: 1 to 256 ASCII letters, digits, dashes and underscores; a FIFO topic's ends with <c>.fifo</c> (SNS's rule).</summary>
    public string Name => Settings.Name;

    /// <summary>Whether the topic keeps the order of the messages of a group.</summary>
    public bool IsFifo => Settings.IsFifo;

    /// <summary>How bodies become JSON.</summary>
    public JsonSerializerOptions Json { get; }

    internal TopicSettings Settings { get; }

    /// <summary>The type of the body.</summary>
    public Type BodyType { get; }

    /// <summary>What is wrong with the definition; the app refuses to start while there is anything.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Defines a topic. Never throws: what is wrong is kept in <see cref="Faults"/> and reported at start.</summary>
    /// <param name="name">The name: 1 to 256 ASCII letters, digits, dashes and underscores.</param>
    /// <param name="json">How bodies become JSON; null for <see cref="JsonSerializerOptions.Web"/>.</param>
    /// <param name="maximumMessageSize">The most bytes of a message, attributes included: 1,024 to 1,048,576 (SNS).</param>
    /// <typeparam name="T">The type of the body.</typeparam>
    public static Topic<T> Define<T>(string name, JsonSerializerOptions? json = null, int maximumMessageSize = MessageSize.Maximum) =>
        new(new TopicSettings(name ?? "") { MaximumMessageSize = maximumMessageSize }, json ?? JsonSerializerOptions.Web);

    /// <summary>Defines a FIFO topic: it keeps the order of the messages of a group, and takes a message once within five minutes.</summary>
    /// <param name="name">The name: 1 to 256 ASCII letters, digits, dashes and underscores, <c>.fifo</c> at the end included.</param>
    /// <param name="contentBasedDeduplication">Whether messages with one body are the same message unless they say otherwise; without, each message must say what it is.</param>
    /// <param name="json">How bodies become JSON; null for <see cref="JsonSerializerOptions.Web"/>.</param>
    /// <param name="maximumMessageSize">The most bytes of a message, attributes included: 1,024 to 1,048,576 (SNS).</param>
    /// <param name="scope">Within what a repeated message is taken once.</param>
    /// <param name="archive">How long messages can be replayed, 1 to 365 days (SNS); null for <see cref="NotificationsOptions.KeepSent"/>. A subscriber that is further behind loses messages.</param>
    /// <param name="onFailure">What becomes of a group's later messages when one could not be delivered.</param>
    /// <typeparam name="T">The type of the body.</typeparam>
    public static Topic<T> DefineFifo<T>(
        string name, bool contentBasedDeduplication = false, JsonSerializerOptions? json = null, int maximumMessageSize = MessageSize.Maximum,
        DeduplicationScope scope = DeduplicationScope.Topic, TimeSpan? archive = null, GroupFailure onFailure = GroupFailure.Continue) => new(
        new TopicSettings(name ?? "")
        {
            IsFifo = true,
            ContentBasedDeduplication = contentBasedDeduplication,
            MaximumMessageSize = maximumMessageSize,
            DeduplicationScope = scope,
            Archive = archive,
            OnGroupFailure = onFailure,
        },
        json ?? JsonSerializerOptions.Web);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
