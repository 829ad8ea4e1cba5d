using System.Text;

namespace Virga.Notifications;

/// <summary>Makes the events of a planned message: as few as fit, by encoded bytes and by what one dispatch can do in Event Grid's 30 seconds.</summary>
internal sealed class EventSplitter(ClaimChecks claims)
{
    /// <summary>The most bytes of an event's data; Event Grid takes 1 MB, of which the CloudEvent around it needs some.</summary>
    public const int DataBytes = 990_000;

    /// <summary>The most recipients of one event.</summary>
    public const int Recipients = 500;

    public async Task<IReadOnlyList<RoutedEvent>> SplitAsync(OutboxRecord record, CancellationToken cancellationToken)
    {
        var message = record.Message;
        var blob = MessageSize.Of(message) > ClaimChecks.InlineBytes ? await claims.PutAsync(message, cancellationToken).ConfigureAwait(false) : null;
        var empty = new RoutedNotification(message, blob, [], record.TraceParent).ToData().ToMemory().Length;
        var events = new List<RoutedEvent>();
        foreach (var recipients in Chunks(record.Plan!.Recipients, DataBytes - empty))
        {
            var data = new RoutedNotification(message, blob, recipients, record.TraceParent).ToData();
            var id = events.Count == 0 ? message.MessageId : $"{message.MessageId}-{events.Count + 1}";
            events.Add(new RoutedEvent(id, message.Topic, data, message.Timestamp, record.TraceParent));
        }

        return events;
    }

    internal static IEnumerable<IReadOnlyList<string>> Chunks(IReadOnlyList<string> recipients, int bytes)
    {
        var chunk = new List<string>();
        var used = 0;
        foreach (var recipient in recipients)
        {
            var size = Encoding.UTF8.GetByteCount(recipient) + 5; // quotes, escaped, and a comma
            if (chunk.Count > 0 && (used + size > bytes || chunk.Count == Recipients))
            {
                yield return chunk;
                chunk = [];
                used = 0;
            }

            chunk.Add(recipient);
            used += size;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }
}
