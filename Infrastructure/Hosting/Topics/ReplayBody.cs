namespace Virga.Hosting;

/// <summary>The body of a replay request.</summary>
internal sealed record ReplayBody(DateTimeOffset From)
{
    /// <summary>Until when, this time left out; null for now.</summary>
    public DateTimeOffset? Until { get; init; }
}
