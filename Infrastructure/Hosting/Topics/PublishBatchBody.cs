using System.Text.Json.Serialization;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The body of a batch request.</summary>
/// <param name="Entries">1 to 10 messages.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PublishBatchBody(IReadOnlyList<PublishEntryBody> Entries)
{
    public IReadOnlyList<BatchEntry> ToEntries() =>
    [
        .. Entries.Select((entry, index) => entry.Direct
            ? throw new NotificationException(NotificationErrors.InvalidParameter, "Invalid parameter: Direct Reason: a message of a batch goes through the outbox")
            : new BatchEntry(entry.Id, entry.Text()) { Configure = entry.Configure($"publishBatchRequestEntries.{index + 1}.member.messageAttributes") }),
    ];
}
