namespace Virga.Gateway;

/// <summary>What an answer that is not a success says: problem details (RFC 9457) before they are written.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable kebab-case code; each has a row in <c>docs/errors.md</c>.</param>
/// <param name="Detail">What happened, for people; never an exception's text that was not written for clients.</param>
public sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>The request's faults, all of them.</summary>
    /// <value>empty</value>
    public IReadOnlyList<ProblemError> Errors { get; init; } = [];

    /// <summary>Headers the answer has beside those of every problem.</summary>
    /// <value>empty</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>When trying again makes sense, for the Retry-After header; null for no header.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
