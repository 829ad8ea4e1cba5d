namespace Virga.Notifications;

/// <summary>One message of a batch.</summary>
/// <param name="Id">What the answer calls it: 1 to 80 ASCII letters, digits, dashes and underscores, once in the batch (SNS).</param>
/// <param name="Body">The body.</param>
public sealed record BatchEntry(string Id, string Body)
{
    /// <summary>Sets attributes and subject; null for none.</summary>
    public Action<MessageBuilder>? Configure { get; init; }
}
