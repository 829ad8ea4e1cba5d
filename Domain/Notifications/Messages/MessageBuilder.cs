namespace Virga.Notifications;

/// <summary>What a message has besides its body: attributes and a subject.</summary>
public sealed class MessageBuilder
{
    private readonly Dictionary<string, MessageAttribute> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bodies = new(StringComparer.Ordinal);

    internal MessageBuilder()
    {
    }

    internal IReadOnlyDictionary<string, MessageAttribute> Attributes => _attributes;

    internal Dictionary<string, string> Bodies => _bodies;

    internal string? SubjectText { get; private set; }

    internal string? GroupId { get; private set; }

    internal string? DeduplicationId { get; private set; }

    internal bool IsStructured { get; private set; }

    internal bool IsDirect { get; private set; }

    /// <summary>Adds a String attribute. An attribute set twice keeps the last value; this goes for all overloads.</summary>
    /// <param name="name">1 to 256 ASCII letters, digits, dashes, underscores and dots; no dot at either end, no two in a row.</param>
    /// <param name="value">The value, not empty.</param>
    public MessageBuilder Attribute(string name, string value) => Attribute(name, MessageAttribute.OfString(value));

    /// <summary>Adds a Number attribute.</summary>
    public MessageBuilder Attribute(string name, long value) => Attribute(name, MessageAttribute.OfNumber(value));

    /// <summary>Adds a Number attribute.</summary>
    public MessageBuilder Attribute(string name, decimal value) => Attribute(name, MessageAttribute.OfNumber(value));

    /// <summary>Adds a Number attribute.</summary>
    public MessageBuilder Attribute(string name, double value) => Attribute(name, MessageAttribute.OfNumber(value));

    /// <summary>Adds a Binary attribute.</summary>
    public MessageBuilder Attribute(string name, byte[] value) => Attribute(name, MessageAttribute.OfBinary(value));

    /// <summary>Adds a String.Array attribute.</summary>
    public MessageBuilder Attribute(string name, IEnumerable<string> values) => Attribute(name, MessageAttribute.OfStringArray(values));

    /// <summary>Adds an attribute of any type.</summary>
    public MessageBuilder Attribute(string name, MessageAttribute attribute)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(attribute);
        _attributes[name] = attribute;
        return this;
    }

    /// <summary>Sets the subject.</summary>
    /// <param name="subject">1 to 99 characters without line breaks and control characters (SNS).</param>
    public MessageBuilder Subject(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        SubjectText = subject;
        return this;
    }

    /// <summary>Gives the subscribers of a protocol another body: what <c>MessageStructure=json</c> does in SNS.</summary>
    /// <param name="protocol">The protocol as SNS names it: <c>https</c>, <c>http</c>, <c>sqs</c>, <c>email</c>; <c>lambda</c> for functions.</param>
    /// <param name="body">Their body, not empty.</param>
    public MessageBuilder Body(string protocol, string body)
    {
        ArgumentException.ThrowIfNullOrEmpty(protocol);
        ArgumentException.ThrowIfNullOrEmpty(body);
        _bodies[protocol] = body;
        return this;
    }

    /// <summary>Says that the body is a JSON object with one body for each protocol and one named <c>default</c>: <c>MessageStructure=json</c>, for callers that speak SNS.</summary>
    public MessageBuilder Structured()
    {
        IsStructured = true;
        return this;
    }

    /// <summary>Sets the group within which a FIFO topic keeps the order.</summary>
    /// <param name="id">1 to 128 ASCII letters, digits and punctuation characters (SNS).</param>
    public MessageBuilder Group(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        GroupId = id;
        return this;
    }

    /// <summary>Sets what makes two messages of a FIFO topic the same for five minutes.</summary>
    /// <param name="id">1 to 128 ASCII letters, digits and punctuation characters (SNS).</param>
    public MessageBuilder Deduplication(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        DeduplicationId = id;
        return this;
    }

    /// <summary>Sends the message straight to the transport, without the outbox: publishing returns when the transport has it, and then only the transport's own 24 hours stand behind it. For what may be lost, such as telemetry.</summary>
    /// <remarks>Not for transactions, batches and FIFO topics.</remarks>
    public MessageBuilder Direct()
    {
        IsDirect = true;
        return this;
    }
}
