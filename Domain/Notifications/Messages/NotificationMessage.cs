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

    /// <summary>The body, as text.</summary>
    public required string Body { get; init; }

    /// <summary>The subject; null for none.</summary>
    public string? Subject { get; init; }

    /// <summary>The attributes by name.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, MessageAttribute> Attributes { get; init; } = ImmutableDictionary<string, MessageAttribute>.Empty;

    /// <summary>When it was published, to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    // Read once and shared by all policies that look at the message; a race reads twice and keeps either.
    internal MessageFields Fields(FilterScope scope) => scope == FilterScope.MessageBody
        ? _bodyFields ??= BodyFieldReader.Read(Body)
        : _attributeFields ??= AttributeFieldReader.Read(Attributes);
}
