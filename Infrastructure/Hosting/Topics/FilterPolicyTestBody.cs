using System.Text.Json;
using System.Text.Json.Serialization;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>A policy and a message to try it on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FilterPolicyTestBody
{
    /// <summary>A policy as a JSON object, or as the text of one (SNS's own form).</summary>
    public required JsonElement Policy { get; init; }

    /// <summary><c>MessageAttributes</c>, the default, or <c>MessageBody</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>The message's attributes by name, as a message to be published has them.</summary>
    public IReadOnlyDictionary<string, AttributeBody?>? Attributes { get; init; }

    /// <summary>The message's body as text.</summary>
    public string? Body { get; init; }

    /// <exception cref="FilterPolicyException">The policy is not valid.</exception>
    public FilterPolicy ToPolicy(FilterLimits limits) => FilterPolicy.Parse(
        Policy.ValueKind == JsonValueKind.String ? Policy.GetString()! : Policy.GetRawText(),
        FilterPolicy.ParseScope(Scope),
        limits);

    /// <exception cref="NotificationException">An attribute has no type, or its value in the wrong field.</exception>
    public Dictionary<string, MessageAttribute> ToAttributes() => Attributes?.ToDictionary(
        attribute => attribute.Key,
        attribute => (attribute.Value ?? new AttributeBody()).ToAttribute(attribute.Key, $"attributes.{attribute.Key}.member.dataType"),
        StringComparer.Ordinal) ?? [];
}
