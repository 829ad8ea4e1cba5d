namespace Virga.Notifications;

/// <summary>What a message has besides its body: attributes and a subject.</summary>
public sealed class MessageBuilder
{
    private readonly Dictionary<string, MessageAttribute> _attributes = new(StringComparer.Ordinal);

    internal MessageBuilder()
    {
    }

    internal IReadOnlyDictionary<string, MessageAttribute> Attributes => _attributes;

    internal string? SubjectText { get; private set; }

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
}
