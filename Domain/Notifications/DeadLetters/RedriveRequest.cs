using System.Text.Json.Serialization;

namespace Virga.Notifications;

/// <summary>Which dead letters of a subscription are to be delivered again. What is left null asks for nothing; together they narrow.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RedriveRequest
{
    /// <summary>The messages by id; null for all that the rest asks for.</summary>
    public IReadOnlyList<string>? MessageIds { get; init; }

    /// <summary>Only those whose last attempt was at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those whose last attempt was before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those whose reason contains this text, ignoring case.</summary>
    public string? Reason { get; init; }

    /// <summary>The most messages a second, 1 to 1,000: they are spread over time.</summary>
    /// <value>50</value>
    public int PerSecond { get; init; } = 50;

    /// <summary>The most messages of one call, 1 to 10,000.</summary>
    /// <value>1,000</value>
    public int Limit { get; init; } = 1000;

    internal bool Wants(DeadLetter letter) =>
        (From is null || letter.LastAttemptAt >= From)
        && (Until is null || letter.LastAttemptAt < Until)
        && (Reason is null || letter.Reason.Contains(Reason, StringComparison.OrdinalIgnoreCase));
}
