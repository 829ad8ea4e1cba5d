using System.Text.Json.Serialization;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>The body of a request that makes a topic.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TopicBody(string Name)
{
    public Dictionary<string, string>? Attributes { get; init; }

    public List<TopicTag>? Tags { get; init; }

    public TopicRequest ToRequest() => new() { Attributes = Attributes ?? [], Tags = Tags ?? [] };
}
