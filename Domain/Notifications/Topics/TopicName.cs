using System.Buffers;

namespace Virga.Notifications;

/// <summary>SNS's rule for topic names: <c>^[a-zA-Z0-9_-]{1,256}$</c>, and for FIFO topics the same with <c>.fifo</c> at the end, within the 256 characters.</summary>
internal static class TopicName
{
    public const string FifoSuffix = ".fifo";

    private const int MaximumLength = 256;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    public static bool IsValid(string name, bool isFifo = false)
    {
        var own = name.AsSpan();
        if (isFifo)
        {
            if (!own.EndsWith(FifoSuffix))
            {
                return false;
            }

            own = own[..^FifoSuffix.Length];
        }

        return name.Length <= MaximumLength && !own.IsEmpty && !own.ContainsAnyExcept(Allowed);
    }

    public static string? Fault(string name, bool isFifo) => IsValid(name, isFifo)
        ? null
        : $"Topic '{name}': Invalid parameter: Topic Name. Use 1 to 256 ASCII letters, digits, dashes and underscores; "
            + "the name of a FIFO topic, and of no other, ends with '.fifo' within them.";

    /// <summary>The name in a name or an ARN.</summary>
    /// <exception cref="NotificationException">It is the ARN of something else.</exception>
    public static string In(string topic, string arnPrefix)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (!topic.Contains(':', StringComparison.Ordinal))
        {
            return topic;
        }

        var elements = topic.Count(character => character == ':') + 1;
        if (elements < 6)
        {
            throw NotificationException.Invalid($"TopicArn Reason: An ARN must have at least 6 elements, not {elements}");
        }

        return topic.StartsWith(arnPrefix, StringComparison.Ordinal) ? topic[arnPrefix.Length..] : throw NotificationException.Invalid("TopicArn");
    }
}
