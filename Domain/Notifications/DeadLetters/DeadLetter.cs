namespace Virga.Notifications;

/// <summary>A message that could not be delivered to one subscription.</summary>
/// <param name="SubscriptionId">The subscription, or <c>fn:name</c> for a function.</param>
/// <param name="Topic">The topic's name.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Attempts">How many attempts were made.</param>
public sealed record DeadLetter(string SubscriptionId, string Topic, string MessageId, string Reason, int Attempts)
{
    /// <summary>Exactly what the endpoint was, or would have been, sent; for functions the message's body.</summary>
    /// <value>Empty in lists when it is too large to be kept in the document; <see cref="DeadLetters.GetAsync"/> reads it from its blob.</value>
    public required string Body { get; init; }

    /// <summary>How often it had been taken back from the dead letters before.</summary>
    public int Redrives { get; init; }

    /// <summary>The last HTTP status; null when there was no answer, or no HTTP.</summary>
    public int? LastStatus { get; init; }

    /// <summary>When the first attempt was made.</summary>
    public required DateTimeOffset FirstAttemptAt { get; init; }

    /// <summary>When the last attempt was made.</summary>
    public required DateTimeOffset LastAttemptAt { get; init; }
}
