using System.Buffers;

namespace Virga.Notifications;

/// <summary>SNS's rules for a batch as a whole, with SNS's texts.</summary>
internal static class BatchRules
{
    /// <summary>The most messages of a batch: 10 (SNS).</summary>
    public const int MaximumEntries = 10;

    private const int MaximumIdLength = 80;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Throws the first fault of number and ids.</summary>
    public static void CheckEntries(IReadOnlyList<BatchEntry> entries)
    {
        if (entries.Count == 0)
        {
            throw new NotificationException(NotificationErrors.EmptyBatchRequest, "The batch request doesn't contain any entries.");
        }

        if (entries.Count > MaximumEntries)
        {
            throw new NotificationException(NotificationErrors.TooManyEntriesInBatchRequest, "The batch request contains more entries than permissible.");
        }

        if (entries.DistinctBy(entry => entry.Id, StringComparer.Ordinal).Count() < entries.Count)
        {
            throw new NotificationException(NotificationErrors.BatchEntryIdsNotDistinct, "Two or more batch entries in the request have the same Id.");
        }

        foreach (var entry in entries)
        {
            CheckId(entry.Id);
        }
    }

    /// <summary>Throws when the messages are too large together.</summary>
    public static void CheckSize(TopicSettings topic, long size)
    {
        if (size > Math.Max(MessageSize.Maximum, topic.MaximumMessageSize))
        {
            throw new NotificationException(NotificationErrors.BatchRequestTooLong, "The length of all the messages put together is more than the limit.");
        }
    }

    private static void CheckId(string id)
    {
        if (id.Length is 0 or > MaximumIdLength)
        {
            throw new NotificationException(NotificationErrors.InvalidBatchEntryId, $"The Id of a batch entry in a batch request is too long: {id}");
        }

        if (id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            throw new NotificationException(NotificationErrors.InvalidBatchEntryId, $"The Id of a batch entry in a batch request contains an impermissible character: {id}");
        }
    }
}
