using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>A message as it was published to a topic: what filter policies look at and what subscribers get.</summary>
public sealed class NotificationMessage
{
    private MessageFields? _attributeFields;
    private MessageFields? _bodyFields;

    /// <summary>The message's id, a UUID; the same at every delivery.</summary>
    public required string MessageId { get; init; }

    /// <summary>The topic's name.</summary>
    public required string Topic { get; init; }

    /// <summary>The body, as text; of a message with one body for each protocol, the one of all that have none of their own.</summary>
    public required string Body { get; init; }

    /// <summary>The bodies of protocols that get another one, by protocol: SNS's <c>MessageStructure=json</c>. Functions are <c>lambda</c>, as in SNS.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Bodies { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The subject; null for none.</summary>
    public string? Subject { get; init; }

    /// <summary>The attributes by name.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; } = ImmutableDictionary<string, MessageAttribute>.Empty;

    /// <summary>When it was published, to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The group within which a FIFO topic keeps the order; null for none.</summary>
    public string? MessageGroupId { get; init; }

    /// <summary>What makes two messages of a FIFO topic the same for five minutes; null on a standard topic.</summary>
    public string? MessageDeduplicationId { get; init; }

    /// <summary>The place in its group, 20 digits; null on standard topics, and until it has one.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>The message as subscribers of a protocol get it, filter policies on the body included.</summary>
    /// <param name="protocol">The protocol, as subscriptions name it; SNS's name for it counts as well.</param>
    internal NotificationMessage For(string protocol) => Bodies.Count > 0 && (Bodies.TryGetValue(protocol, out var body) || Bodies.TryGetValue(SnsProtocol.Of(protocol), out body))
        ? new NotificationMessage
        {
            MessageId = MessageId,
            Topic = Topic,
            Body = body,
            Subject = Subject,
            Attributes = Attributes,
            Timestamp = Timestamp,
            MessageGroupId = MessageGroupId,
            MessageDeduplicationId = MessageDeduplicationId,
            SequenceNumber = SequenceNumber,
        }
        : this;

    // Read once and shared by all policies that look at the message; a race reads twice and keeps either.
    internal MessageFields Fields(FilterScope scope) => scope == FilterScope.MessageBody
        ? _bodyFields ??= BodyFieldReader.Read(Body)
        : _attributeFields ??= AttributeFieldReader.Read(Attributes);
}
