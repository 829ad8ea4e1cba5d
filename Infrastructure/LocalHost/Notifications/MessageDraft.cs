using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>A message that somebody wrote on the notifications page.</summary>
internal sealed record MessageDraft(string Topic, string Body)
{
    public string? Subject { get; init; }

    /// <summary>Attributes by name: <c>{"city": {"Type": "String", "Value": "oslo"}}</c>.</summary>
    public IReadOnlyDictionary<string, MessageAttribute>? Attributes { get; init; }

    public void Apply(MessageBuilder message)
    {
        if (!string.IsNullOrEmpty(Subject))
        {
            message.Subject(Subject);
        }

        foreach (var (name, attribute) in Attributes ?? new Dictionary<string, MessageAttribute>())
        {
            message.Attribute(name, attribute);
        }
    }
}
