using System.Text.Json.Serialization;

namespace Virga.Hosting;

/// <summary>The body of a request that adds a permission.</summary>
/// <param name="Label">What it is called, unique in the topic's policy.</param>
/// <param name="Principals">Who may: <c>*</c>, <c>sub:…</c>, <c>client:…</c> or <c>scope:…</c>.</param>
/// <param name="Actions">What they may: <c>Publish</c>, <c>Subscribe</c> or <c>*</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PermissionBody(string Label, IReadOnlyList<string> Principals, IReadOnlyList<string> Actions);
