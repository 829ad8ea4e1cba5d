namespace Virga.Notifications;

/// <summary>How a channel's endpoint took a message.</summary>
public sealed record ChannelResult
{
    private ChannelResult(AttemptResult result) => Result = result;

    /// <summary>The endpoint has it.</summary>
    public static ChannelResult Delivered { get; } = new(AttemptResult.Success);

    internal AttemptResult Result { get; }

    /// <summary>Not now: it is tried again by the subscription's policy.</summary>
    /// <param name="reason">Why; it is kept with the dead letter.</param>
    /// <param name="after">How long the endpoint asked to be left alone; null when it did not.</param>
    public static ChannelResult Retry(string reason, TimeSpan? after = null) => new(AttemptResult.Passing(reason) with { RetryAfter = after });

    /// <summary>Never: it becomes a dead letter at once.</summary>
    /// <param name="reason">Why; it is kept with the dead letter.</param>
    public static ChannelResult Refuse(string reason) => new(AttemptResult.Final(reason));
}
