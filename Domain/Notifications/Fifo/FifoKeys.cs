using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Where a FIFO topic's documents are: all of a group in one partition, so that one transaction can number, deduplicate and store a message.</summary>
internal static class FifoKeys
{
    /// <summary>Whether a topic is FIFO: its name says so, and never changes (SNS).</summary>
    public static bool IsFifo(string topic) => topic.EndsWith(TopicName.FifoSuffix, StringComparison.Ordinal);

    /// <summary>The partition of a group's log and of the heads of those who read it.</summary>
    public static StorePartition LogOf(string topic, string group) => StorePartition.Of($"_fifo-{topic}#{group}");

    /// <summary>One of 16 partitions for what a whole topic has accepted in the last minutes.</summary>
    public static StorePartition TopicMarksOf(string topic, string hash) => StorePartition.Of($"_fifo-marks-{topic}#{hash[0]}");

    /// <summary>Ids as texts of any length become ids of one length.</summary>
    public static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>A sequence number as SNS writes it: 20 digits, so that its text sorts as it does.</summary>
    public static string ToText(long sequence) => sequence.ToString("D20", CultureInfo.InvariantCulture);

    public static long Parse(string sequence) => long.Parse(sequence, NumberStyles.None, CultureInfo.InvariantCulture);
}
