using System.Globalization;

namespace Virga.Notifications;

/// <summary>A topic's attributes that can be set, by SNS's names, and what values they take. SNS has more; those this framework does not have are refused rather than kept without effect.</summary>
internal static class TopicAttributes
{
    public const string DisplayName = "DisplayName";
    public const string Policy = "Policy";
    public const string MaximumMessageSize = "MaximumMessageSize";
    public const string FifoTopic = "FifoTopic";
    public const string ContentBasedDeduplication = "ContentBasedDeduplication";
    public const string FifoThroughputScope = "FifoThroughputScope";

    private const int MaximumDisplayName = 100;

    /// <summary>Attributes of a topic to be made, in the form they are stored and compared in.</summary>
    /// <exception cref="NotificationException">One is unknown, or has a value it cannot have; the text is that of a create request.</exception>
    public static Dictionary<string, string> ForCreate(TopicRequest request, bool isFifo)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Attributes.Where(attribute => attribute.Key is not (FifoTopic or Policy)))
        {
            attributes[name] = Normalize(name, value, isFifo) ?? throw NotificationException.Invalid($"Attributes Reason: {Why(name, isFifo)}");
        }

        return attributes;
    }

    /// <summary>The value of an attribute to be changed, in the form it is stored in.</summary>
    /// <exception cref="NotificationException">The attribute is unknown or never changes, or cannot have the value.</exception>
    public static string ForChange(string name, string? value, bool isFifo) => Knows(name, isFifo)
        ? Normalize(name, value ?? "", isFifo) ?? throw NotificationException.Invalid($"{name} Reason: {Why(name, isFifo)}")
        : throw NotificationException.Invalid("AttributeName");

    /// <summary>Whether a FIFO topic is asked for.</summary>
    /// <exception cref="NotificationException">The value is neither true nor false.</exception>
    public static bool AsksForFifo(TopicRequest request) => request.Attributes.TryGetValue(FifoTopic, out var value)
        && (ToBool(value) ?? throw NotificationException.Invalid($"Attributes Reason: {FifoTopic} is true or false"));

    public static int ToSize(string value) => int.Parse(value, CultureInfo.InvariantCulture);

    private static bool Knows(string name, bool isFifo) => name is DisplayName or MaximumMessageSize || (isFifo && (name is ContentBasedDeduplication or FifoThroughputScope));

    private static string? Normalize(string name, string value, bool isFifo) => name switch
    {
        DisplayName => value.Length <= MaximumDisplayName && !value.Any(char.IsControl) ? value : null,
        MaximumMessageSize => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= MessageSize.SmallestLimit and <= MessageSize.LargestLimit
            ? size.ToString(CultureInfo.InvariantCulture)
            : null,
        ContentBasedDeduplication when isFifo => ToBool(value) switch { true => "true", false => "false", null => null },
        FifoThroughputScope when isFifo => value is nameof(DeduplicationScope.Topic) or nameof(DeduplicationScope.MessageGroup) ? value : null,
        _ => null,
    };

    private static string Why(string name, bool isFifo) => name switch
    {
        DisplayName => $"{name} has at most {MaximumDisplayName} characters, none of them a control character",
        MaximumMessageSize => $"{name} is a number from {MessageSize.SmallestLimit} to {MessageSize.LargestLimit}",
        ContentBasedDeduplication when isFifo => $"{name} is true or false",
        ContentBasedDeduplication => "Content-based deduplication can only be set for FIFO topics",
        FifoThroughputScope when isFifo => $"{name} is Topic or MessageGroup",
        _ => $"Unknown attribute {name}",
    };

    private static bool? ToBool(string value) => bool.TryParse(value, out var parsed) ? parsed : null;
}
