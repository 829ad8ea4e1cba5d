using System.Text.Json.Serialization;

namespace Virga.Hosting;

/// <summary>The body of a replay request.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReplayBody(DateTimeOffset From)
{
    /// <summary>Until when, this time left out; null for now.</summary>
    public DateTimeOffset? Until { get; init; }
}
