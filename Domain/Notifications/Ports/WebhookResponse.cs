namespace Virga.Notifications;

/// <summary>What became of a request to a subscriber's endpoint.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
public sealed record WebhookResponse(int Status)
{
    /// <summary>Why there was no answer; <see cref="WebhookFailure.None"/> when there was one.</summary>
    public WebhookFailure Failure { get; init; }

    /// <summary>The failure in words, fit for a dead letter's reason; null when there was an answer.</summary>
    public string? Error { get; init; }

    /// <summary>How long the endpoint asked to be left alone (<c>Retry-After</c>); null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The response's headers by name, ignoring case; several values of one are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The beginning of the response's body, as far as the transport reads it.</summary>
    public BinaryData Body { get; init; } = BinaryData.Empty;
}
