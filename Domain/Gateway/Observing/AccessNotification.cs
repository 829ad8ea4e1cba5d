namespace Virga.Gateway;

/// <summary>The body of a notification of an access: see <see cref="NotifyOnAccessAttribute"/>. A typed topic of it: <c>Topic.Define&lt;AccessNotification&gt;("api-access")</c>.</summary>
/// <param name="At">When the request arrived.</param>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Route">The route's template, with its prefix: <c>api/shelters/{shelterId}/cats</c>.</param>
/// <param name="Path">The path as it was asked for, without the query.</param>
/// <param name="Function">The function's name.</param>
/// <param name="Status">The status it was answered with.</param>
/// <param name="DurationMilliseconds">How long that took.</param>
/// <param name="RequestId">The request's id, as in the access log.</param>
public sealed record AccessNotification(
    DateTimeOffset At, string Method, string Route, string Path, string Function, int Status, double DurationMilliseconds, string RequestId)
{
    /// <summary>Who asked: the token's subject, else its client; null for nobody known.</summary>
    public string? Principal { get; init; }

    /// <summary>The code of the problem it was refused with; null for none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The trace it belongs to; null for none.</summary>
    public string? TraceId { get; init; }
}
