namespace Virga.LocalHost;

/// <summary>A group that somebody chose on the notifications page to carry on.</summary>
internal sealed record GroupName(string Topic, string Subscription, string Group)
{
    /// <summary>Whether to leave out the message that stopped it.</summary>
    public bool Skip { get; init; }
}
