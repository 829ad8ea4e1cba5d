using System.Text.Json.Serialization;

namespace Virga.Hosting;

/// <summary>The body of a request that carries a stopped group on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ResumeBody(string Group)
{
    /// <summary>Whether to leave the message out that could not be delivered; otherwise it is tried again first.</summary>
    public bool Skip { get; init; }
}
