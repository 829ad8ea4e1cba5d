namespace Virga.Gateway;

/// <summary>One code problem details may carry: a row of <c>docs/errors.md</c>.</summary>
/// <param name="Code">The kebab-case code.</param>
/// <param name="Status">The status it comes with (409 becomes 412 for <c>condition-failed</c> when the request has If-Match).</param>
/// <param name="Meaning">What happened, in one sentence.</param>
/// <param name="CanRetry">Whether the same request may succeed later, unchanged.</param>
public sealed record ProblemCode(string Code, int Status, string Meaning, bool CanRetry);
