namespace Virga.Notifications;

/// <summary>How a recipient took a message.</summary>
/// <param name="Verdict">What follows from it.</param>
/// <param name="Reason">Why not, in words; empty when it was delivered.</param>
internal readonly record struct AttemptResult(AttemptVerdict Verdict, string Reason)
{
    public static readonly AttemptResult Success = new(AttemptVerdict.Delivered, "");

    /// <summary>The HTTP status; 0 when there was none.</summary>
    public int Status { get; init; }

    /// <summary>How long the endpoint asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static AttemptResult Passing(string reason) => new(AttemptVerdict.TryAgain, reason);

    public static AttemptResult Final(string reason) => new(AttemptVerdict.GiveUp, reason);

    /// <summary>SNS's rule: 5xx and 429 are tried again, as is no answer; 2xx is success; everything else, redirects included, is final.</summary>
    public static AttemptResult Of(WebhookResponse response) => response switch
    {
        { Failure: WebhookFailure.Forbidden } => Final(response.Error ?? "The endpoint is not allowed."),
        { Failure: not WebhookFailure.None } => Passing(response.Error ?? response.Failure.ToString()),
        { Status: >= 200 and < 300 } => Success with { Status = response.Status },
        { Status: >= 500 or 429 } => Passing($"HTTP {response.Status}") with { Status = response.Status, RetryAfter = response.RetryAfter },
        _ => Final($"HTTP {response.Status}") with { Status = response.Status },
    };
}
