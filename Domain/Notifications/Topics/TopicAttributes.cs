using System.Globalization;

namespace Virga.Notifications;

/// <summary>A topic's attributes that can be set, by SNS's names, and what values they take. SNS has more; those this framework does not have are refused rather than kept without effect.</summary>
internal static class TopicAttributes
{
    public const string DisplayName = "DisplayName";
    public const string Policy = "Policy";
    public const string MaximumMessageSize = "MaximumMessageSize";
    public const string DeliveryPolicy = "DeliveryPolicy";
    public const string TracingConfig = "TracingConfig";
    public const string SignatureVersion = "SignatureVersion";
    public const string FifoTopic = "FifoTopic";
    public const string ContentBasedDeduplication = "ContentBasedDeduplication";
    public const string FifoThroughputScope = "FifoThroughputScope";
    public const string ArchivePolicy = "ArchivePolicy";

    private const int MaximumDisplayName = 100;

    /// <summary>The attributes that say of how many in a hundred messages successful deliveries are logged, and of which protocol, as SNS names it.</summary>
    public static readonly IReadOnlyList<(string Attribute, string Protocol)> SampleRates =
        [("HTTPSuccessFeedbackSampleRate", "https"), ("LambdaSuccessFeedbackSampleRate", SnsProtocol.Lambda), ("SQSSuccessFeedbackSampleRate", SnsProtocol.Sqs)];

    // What the code says of a topic, and says alone.
    private static readonly string[] OfTheDefinition = [MaximumMessageSize, ContentBasedDeduplication, FifoThroughputScope, ArchivePolicy];

    /// <summary>Attributes of a topic to be made, in the form they are stored and compared in.</summary>
    /// <exception cref="NotificationException">One is unknown, or has a value it cannot have; the text is that of a create request.</exception>
    public static Dictionary<string, string> ForCreate(TopicRequest request, bool isFifo)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Attributes.Where(attribute => attribute.Key is not (FifoTopic or Policy)))
        {
            var faults = new List<string>();
            var stored = Knows(name) ? Normalize(name, value ?? "", isFifo, faults) : null;
            if (stored is null || faults.Count > 0)
            {
                throw NotificationException.Invalid($"Attributes Reason: {(faults.Count > 0 ? string.Join("; ", faults) : WhyNot(name) ?? $"Unknown attribute {name}")}");
            }

            if (stored.Length > 0)
            {
                attributes[name] = stored;
            }
        }

        return attributes;
    }

    /// <summary>The value of an attribute to be changed, in the form it is stored in; empty to take it away.</summary>
    /// <exception cref="NotificationException">The attribute is unknown or never changes, or cannot have the value.</exception>
    public static string ForChange(string name, string? value, bool isFifo)
    {
        if (!Knows(name))
        {
            throw NotificationException.Invalid(WhyNot(name) is { } why ? $"AttributeName Reason: {why}" : "AttributeName");
        }

        var faults = new List<string>();
        var stored = Normalize(name, value ?? "", isFifo, faults);
        return faults.Count == 0 ? stored : throw NotificationException.Invalid($"{name} Reason: {string.Join("; ", faults)}");
    }

    /// <summary>Whether only the code can say an attribute of a topic that it defines.</summary>
    public static bool IsOfTheDefinition(string name) => OfTheDefinition.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether a FIFO topic is asked for.</summary>
    /// <exception cref="NotificationException">The value is neither true nor false.</exception>
    public static bool AsksForFifo(TopicRequest request) => request.Attributes.TryGetValue(FifoTopic, out var value)
        && (ToBool(value) ?? throw NotificationException.Invalid($"Attributes Reason: {FifoTopic} is true or false"));

    public static int ToSize(string value) => int.Parse(value, CultureInfo.InvariantCulture);

    private static bool Knows(string name) =>
        name is DisplayName or MaximumMessageSize or DeliveryPolicy or TracingConfig or SignatureVersion or ContentBasedDeduplication or FifoThroughputScope or ArchivePolicy
        || SampleRates.Any(rate => rate.Attribute == name);

    private static string Normalize(string name, string value, bool isFifo, List<string> faults)
    {
        switch (name)
        {
            case DisplayName:
                return Checked(value.Length <= MaximumDisplayName && !value.Any(char.IsControl), value, $"{name} has at most {MaximumDisplayName} characters, none of them a control character", faults);
            case MaximumMessageSize:
                return Number(name, value, MessageSize.SmallestLimit, MessageSize.LargestLimit, faults);
            case DeliveryPolicy:
                return IsNothing(value) ? "" : TopicDeliveryPolicy.Read(value, faults).ToJson();
            case TracingConfig:
                return Checked(value == "Active" && !isFifo, value, isFifo ? "TracingConfig can only be set for standard topics" : "TracingConfig is Active: a trace always goes on from the publisher to the subscriber; what is kept of it the app's exporter samples", faults);
            case SignatureVersion:
                return Checked(value == "2", value, "SignatureVersion is 2: nothing is signed with SHA-1", faults);
            case ContentBasedDeduplication:
                return Checked(isFifo && ToBool(value) is not null, ToBool(value) == true ? "true" : "false", isFifo ? $"{name} is true or false" : "Content-based deduplication can only be set for FIFO topics", faults);
            case FifoThroughputScope:
                return Checked(isFifo && value is nameof(DeduplicationScope.Topic) or nameof(DeduplicationScope.MessageGroup), value, isFifo ? $"{name} is Topic or MessageGroup" : $"{name} can only be set for FIFO topics", faults);
            case ArchivePolicy:
                return IsNothing(value) ? "" : isFifo ? TopicArchive.Write(TopicArchive.Read(value, faults)) : Checked(false, value, $"{name} can only be set for FIFO topics", faults);
            default:
                return value.Length == 0 ? "" : Number(name, value, 0, 100, faults);
        }
    }

    private static string Checked(bool holds, string value, string fault, List<string> faults)
    {
        if (!holds)
        {
            faults.Add(fault);
        }

        return value;
    }

    private static string Number(string name, string value, int from, int to, List<string> faults) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number.ToString(CultureInfo.InvariantCulture)
            : Checked(false, value, $"{name} is a number from {from} to {to}", faults);

    /// <summary>Why an attribute of SNS's is not there; null of one that SNS does not have either.</summary>
    private static string? WhyNot(string name) => name switch
    {
        "KmsMasterKeyId" => $"{name}: the store encrypts everything, with a key of your own if its account has one",
        "DataProtectionPolicy" => $"{name}: leave out of the message's type what must not be seen",
        _ when name.EndsWith("FeedbackRoleArn", StringComparison.Ordinal) => $"{name}: the delivery log is the app's own log, so nobody has to be let in; failures are always in it",
        _ when name.EndsWith("SuccessFeedbackSampleRate", StringComparison.Ordinal) => $"{name}: there is no such protocol; there are {string.Join(", ", SampleRates.Select(rate => rate.Attribute))}",
        _ => null,
    };

    private static bool IsNothing(string value) => string.IsNullOrWhiteSpace(value) || value.Trim() is "{}";

    private static bool? ToBool(string? value) => bool.TryParse(value, out var parsed) ? parsed : null;
}
